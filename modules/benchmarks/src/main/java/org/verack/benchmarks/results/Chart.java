package org.verack.benchmarks.results;

import java.util.List;
import java.util.Locale;

/**
 * Bars in groups, as SVG. Each group has a scale of its own, from zero, so that what takes
 * nanoseconds stands beside what takes milliseconds.
 */
final class Chart {

  private static final int WIDTH = 860;
  private static final int LEFT = 170;
  private static final int RIGHT = 150;
  private static final int BAR = 17;
  private static final int STEP = 21;

  private Chart() {}

  /**
   * One bar.
   *
   * @param label whose it is
   * @param colour its colour
   * @param value how long it is
   * @param text the value, for people
   */
  record Bar(String label, String colour, double value, String text) {}

  /**
   * Bars that are compared.
   *
   * @param title what they show
   * @param bars the bars
   */
  record Group(String title, List<Bar> bars) {

    Group {
      bars = List.copyOf(bars);
    }
  }

  /** Draws on a light ground of its own, so that it can be read on a dark page, too. */
  static String svg(String title, String remark, List<Group> groups) {
    StringBuilder body = new StringBuilder();
    int y = 82;
    for (Group group : groups) {
      text(body, 24, y, "start", "14", "600", "#0f172a", group.title());
      y += 10;
      double longest = group.bars().stream().mapToDouble(Bar::value).max().orElse(1);
      for (Bar bar : group.bars()) {
        long length = Math.max(2, Math.round((WIDTH - LEFT - RIGHT) * bar.value() / longest));
        text(body, LEFT - 10, y + 13, "end", "12", "400", "#334155", bar.label());
        body.append(
            String.format(
                Locale.ROOT,
                "  <rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n",
                LEFT,
                y,
                length,
                BAR,
                bar.colour()));
        text(body, LEFT + length + 8, y + 13, "start", "12", "400", "#0f172a", bar.text());
        y += STEP;
      }
      y += 24;
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">
          <title>%3$s</title>
          <rect x="0.5" y="0.5" width="%4$d" height="%5$d" rx="10" fill="#ffffff" stroke="#cbd5e1"/>
        """
            .formatted(WIDTH, y, escape(title), WIDTH - 1, y - 1));
    text(svg, 24, 30, "start", "17", "600", "#0f172a", title);
    text(svg, 24, 49, "start", "12", "400", "#64748b", remark);
    return svg.append(body).append("</svg>\n").toString();
  }

  private static void text(
      StringBuilder svg,
      long x,
      int y,
      String anchor,
      String size,
      String weight,
      String colour,
      String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "  <text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%s\" font-weight=\"%s\""
                + " fill=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            weight,
            colour,
            escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
