package org.verack.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.verack.peer.connection.Endpoint;
import org.verack.examples.Crawler.Visit;

/**
 * Draws a walk as a tree seen from above: where it began in the middle, each node on the ring of
 * its distance, beside who told of it first. One file without scripts; pointing at a node names it.
 */
final class CrawlPage {

  private static final int SIZE = 1400;
  private static final int CENTRE = SIZE / 2;
  private static final int OUTERMOST = 640;
  private static final List<String> COLOURS =
      List.of("#2563eb", "#0d9488", "#d97706", "#9333ea", "#dc2626", "#4d7c0f", "#475569");

  private final List<Visit> visits;
  private final Map<Endpoint, List<Visit>> told = new HashMap<>();
  private final Map<Endpoint, Integer> leaves = new HashMap<>();
  private final Map<Endpoint, double[]> places = new LinkedHashMap<>();
  private final Map<String, List<Visit>> agents = new LinkedHashMap<>();
  private final int rings;

  private CrawlPage(List<Visit> visits) {
    this.visits = visits;
    this.rings = visits.stream().mapToInt(Visit::hops).max().orElse(0);
    for (Visit visit : visits) {
      if (visit.parent() != null) {
        told.computeIfAbsent(visit.parent(), key -> new ArrayList<>()).add(visit);
      }
    }
    visits.stream()
        .filter(Visit::isReached)
        .forEach(
            visit ->
                agents
                    .computeIfAbsent(visit.userAgent(), key -> new ArrayList<>())
                    .add(visit));
  }

  static String of(List<Visit> visits) {
    CrawlPage page = new CrawlPage(visits);
    Visit start = visits.getFirst();
    page.countLeaves(start);
    page.place(start, 0, 2 * Math.PI);
    return page.html();
  }

  private int countLeaves(Visit visit) {
    int sum = 0;
    for (Visit child : told.getOrDefault(visit.node(), List.of())) {
      sum += countLeaves(child);
    }
    leaves.put(visit.node(), Math.max(1, sum));
    return Math.max(1, sum);
  }

  /** A node gets the middle of its share of the circle, and divides it among whom it told of. */
  private void place(Visit visit, double from, double to) {
    double angle = (from + to) / 2;
    double radius = rings == 0 ? 0 : (double) OUTERMOST * visit.hops() / rings;
    places.put(
        visit.node(),
        new double[] {CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle), angle});
    double begin = from;
    for (Visit child : told.getOrDefault(visit.node(), List.of())) {
      double share = (to - from) * leaves.get(child.node()) / leaves.get(visit.node());
      place(child, begin, begin + share);
      begin += share;
    }
  }

  private String colour(Visit visit) {
    int place = sortedAgents().indexOf(visit.userAgent());
    return COLOURS.get(Math.min(place, COLOURS.size() - 1));
  }

  private List<String> sortedAgents() {
    return agents.entrySet().stream()
        .sorted((a, b) -> b.getValue().size() - a.getValue().size())
        .map(Map.Entry::getKey)
        .toList();
  }

  private String html() {
    StringBuilder svg = new StringBuilder();
    for (int ring = 1; ring <= rings; ring++) {
      line(
          svg,
          "<circle cx='%d' cy='%d' r='%.1f' class='ring'/>",
          CENTRE,
          CENTRE,
          (double) OUTERMOST * ring / rings);
    }
    visits.forEach(visit -> drawLine(svg, visit));
    visits.forEach(visit -> drawNode(svg, visit));
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>A walk through a network</title>
        <style>
        body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #0f172a; background: #f8fafc;
               display: flex; flex-wrap: wrap; justify-content: center; }
        svg { width: min(96vmin, 1400px); height: auto; }
        aside { width: 17em; padding: 2.5em 1em; }
        h1 { font-size: 1.3em; margin: 0 0 .3em } td { padding: .1em .8em .1em 0; }
        td.n { text-align: right; font-variant-numeric: tabular-nums }
        .dot { display: inline-block; width: .75em; height: .75em; border-radius: 50%%; }
        .ring { fill: none; stroke: #e2e8f0 } .told { fill: none; stroke: #94a3b8; stroke-opacity: .45 }
        .gone { fill: #f8fafc; stroke: #94a3b8; stroke-width: 1.2 }
        circle:hover { stroke: #0f172a; stroke-width: 2 }
        </style></head><body>
        <svg viewBox="0 0 %d %d" role="img" aria-label="The nodes as a tree, by who told of them first">
        %s</svg>
        <aside>%s</aside></body></html>
        """
        .formatted(SIZE, SIZE, svg, legend());
  }

  private void drawLine(StringBuilder svg, Visit visit) {
    if (visit.parent() == null) {
      return;
    }
    double[] from = places.get(visit.parent());
    double[] to = places.get(visit.node());
    double middle = (double) OUTERMOST * (visit.hops() - 0.5) / rings;
    line(
        svg,
        "<path class='told' d='M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f'/>",
        from[0],
        from[1],
        CENTRE + middle * Math.cos(from[2]),
        CENTRE + middle * Math.sin(from[2]),
        CENTRE + middle * Math.cos(to[2]),
        CENTRE + middle * Math.sin(to[2]),
        to[0],
        to[1]);
  }

  private void drawNode(StringBuilder svg, Visit visit) {
    double[] at = places.get(visit.node());
    int size = told.getOrDefault(visit.node(), List.of()).size();
    String text =
        visit.isReached()
            ? visit.node() + " " + visit.userAgent() + ", told of " + size
            : visit.node() + " was not reached: " + visit.trouble();
    line(
        svg,
        "<circle cx='%.1f' cy='%.1f' r='%.1f' %s><title>%s</title></circle>",
        at[0],
        at[1],
        visit.parent() == null ? 11.0 : 3.2 + Math.sqrt(size),
        visit.isReached() ? "fill='" + colour(visit) + "'" : "class='gone'",
        escape(text));
  }

  private String legend() {
    StringBuilder text = new StringBuilder("<h1>A walk through a network</h1>");
    long reached = visits.stream().filter(Visit::isReached).count();
    line(
        text,
        "<p>%,d nodes heard of, %,d reached, at most %d steps from the node in the middle. A line"
            + " leads to a node from who told of it first.</p><table>",
        visits.size(),
        reached,
        rings);
    for (String agent : sortedAgents()) {
      List<Visit> those = agents.get(agent);
      row(text, "background:" + colour(those.getFirst()), escape(agent), those.size());
    }
    row(
        text,
        "border:1.5px solid #94a3b8;box-sizing:border-box",
        "not reached",
        (int) (visits.size() - reached));
    return text.append("</table>").toString();
  }

  private static void row(StringBuilder text, String style, String name, int count) {
    line(
        text,
        "<tr><td><span class='dot' style='%s'></span></td><td>%s</td><td class='n'>%,d</td></tr>",
        style,
        name,
        count);
  }

  private static void line(StringBuilder target, String format, Object... values) {
    target.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** What nodes say of themselves may be anything. */
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
