package org.verack.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.verack.examples.Crawler.Visit;
import org.verack.peer.connection.Endpoint;

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

  /** A node and whom it told of first. */
  private static final class Branch {
    final Visit visit;
    final List<Branch> children = new ArrayList<>();
    int leaves;
    double x;
    double y;
    double angle;

    Branch(Visit visit) {
      this.visit = visit;
    }

    int countLeaves() {
      leaves = Math.max(1, children.stream().mapToInt(Branch::countLeaves).sum());
      return leaves;
    }

    /** It gets the middle of its share of the circle, and divides it among its children. */
    void place(double from, double to, double ringWidth) {
      angle = (from + to) / 2;
      x = CENTRE + ringWidth * visit.hops() * Math.cos(angle);
      y = CENTRE + ringWidth * visit.hops() * Math.sin(angle);
      double begin = from;
      for (Branch child : children) {
        double end = begin + (to - from) * child.leaves / leaves;
        child.place(begin, end, ringWidth);
        begin = end;
      }
    }
  }

  private final Map<Endpoint, Branch> branches = new LinkedHashMap<>();
  private final Map<String, Integer> agents = new HashMap<>();
  private final int rings;
  private final double ringWidth;

  private CrawlPage(List<Visit> visits) {
    rings = visits.stream().mapToInt(Visit::hops).max().orElse(0);
    ringWidth = (double) OUTERMOST / Math.max(1, rings);
    for (Visit visit : visits) {
      Branch branch = new Branch(visit);
      branches.put(visit.node(), branch);
      Branch parent = visit.parent() == null ? null : branches.get(visit.parent());
      if (parent != null) {
        parent.children.add(branch);
      }
      if (visit.isReached()) {
        agents.merge(visit.userAgent(), 1, Integer::sum);
      }
    }
  }

  /** Draws visits, of which the first is where the walk began and parents come before children. */
  static String of(List<Visit> visits) {
    CrawlPage page = new CrawlPage(visits);
    Branch start = page.branches.values().iterator().next();
    int unused = start.countLeaves();
    start.place(0, 2 * Math.PI, page.ringWidth);
    return page.html();
  }

  private String colour(String agent) {
    return COLOURS.get(Math.min(sortedAgents().indexOf(agent), COLOURS.size() - 1));
  }

  private List<String> sortedAgents() {
    return agents.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private String html() {
    StringBuilder svg = new StringBuilder();
    for (int ring = 1; ring <= rings; ring++) {
      line(
          svg, "<circle cx='%d' cy='%d' r='%.1f' class='ring'/>", CENTRE, CENTRE, ringWidth * ring);
    }
    for (Branch branch : branches.values()) {
      branch.children.forEach(child -> drawLine(svg, branch, child));
    }
    branches.values().forEach(branch -> drawNode(svg, branch));
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

  private void drawLine(StringBuilder svg, Branch from, Branch to) {
    double middle = ringWidth * (to.visit.hops() - 0.5);
    line(
        svg,
        "<path class='told' d='M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f'/>",
        from.x,
        from.y,
        CENTRE + middle * Math.cos(from.angle),
        CENTRE + middle * Math.sin(from.angle),
        CENTRE + middle * Math.cos(to.angle),
        CENTRE + middle * Math.sin(to.angle),
        to.x,
        to.y);
  }

  private void drawNode(StringBuilder svg, Branch branch) {
    Visit visit = branch.visit;
    int size = branch.children.size();
    String text =
        visit.isReached()
            ? visit.node() + " " + visit.userAgent() + ", told of " + size
            : visit.node() + " was not reached: " + visit.trouble();
    line(
        svg,
        "<circle cx='%.1f' cy='%.1f' r='%.1f' %s><title>%s</title></circle>",
        branch.x,
        branch.y,
        visit.parent() == null ? 11.0 : 3.2 + Math.sqrt(size),
        visit.isReached() ? "fill='" + colour(visit.userAgent()) + "'" : "class='gone'",
        escape(text));
  }

  private String legend() {
    StringBuilder text = new StringBuilder("<h1>A walk through a network</h1>");
    int reached = agents.values().stream().mapToInt(Integer::intValue).sum();
    line(
        text,
        "<p>%,d nodes heard of, %,d reached, at most %d steps from the node in the middle. A line"
            + " leads to a node from who told of it first.</p><table>",
        branches.size(),
        reached,
        rings);
    for (String agent : sortedAgents()) {
      row(text, "background:" + colour(agent), escape(agent), agents.getOrDefault(agent, 0));
    }
    row(
        text,
        "border:1.5px solid #94a3b8;box-sizing:border-box",
        "not reached",
        branches.size() - reached);
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

  /** Numbers in a page are not those of a reader's country. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
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
