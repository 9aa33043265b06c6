package org.verack.conformance.build;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Draws the modules and what they require from their descriptors. Only where the boxes are is
 * decided here.
 */
final class ModuleGraph {

  private static final int WIDTH = 232;
  private static final int HEIGHT = 114;
  private static final int LINE = 36;
  private static final String OURS = "org.verack.";

  /** The left upper corner of a box. */
  private record Place(int x, int y) {

    int middle() {
      return x + WIDTH / 2;
    }
  }

  private static final Map<String, Place> PLACES = places();

  private ModuleGraph() {}

  private static Map<String, Place> places() {
    Map<String, Place> places = new LinkedHashMap<>();
    places.put("org.verack.cli", new Place(520, 40));
    places.put("org.verack.peer.testkit", new Place(20, 40));
    places.put("org.verack.peer", new Place(20, 220));
    places.put("org.verack.wire.decred", new Place(270, 220));
    places.put("org.verack.wire.kaspa", new Place(520, 220));
    places.put("org.verack.wire.lbry", new Place(770, 220));
    places.put("org.verack.wire", new Place(395, 400));
    return places;
  }

  static Set<String> modules() {
    return PLACES.keySet();
  }

  /** The picture. */
  static String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1022 590" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="12">
          <title>The modules and what they require</title>
          <defs>
            <marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="#475569"/></marker>
          </defs>
          <rect x="0" y="0" width="1022" height="590" fill="#ffffff"/>
        """);
    PLACES.forEach((name, place) -> arrows(name, place, svg));
    PLACES.forEach((name, place) -> box(name, place, svg));
    svg.append(
        """
          <g fill="#475569">
            <path d="M20 555 H70" stroke="#475569" stroke-width="2.2" marker-end="url(#a)"/>
            <text x="80" y="559">requires, and hands on to those who require it</text>
            <path d="M380 555 H430" stroke="#475569" stroke-width="1.2" stroke-dasharray="5 4" marker-end="url(#a)"/>
            <text x="440" y="559">requires for itself</text>
            <text x="600" y="559">[ ] needed to compile only, or only for some of its packages</text>
          </g>
        </svg>
        """);
    return svg.toString();
  }

  private static void arrows(String name, Place from, StringBuilder svg) {
    for (Requires each : sorted(BuiltModules.descriptor(name))) {
      Place to = PLACES.get(each.name());
      if (to == null) {
        continue;
      }
      boolean handsOn = each.modifiers().contains(Requires.Modifier.TRANSITIVE);
      String path;
      if (from.y() == to.y()) {
        int side = from.x() < to.x() ? from.x() + WIDTH : from.x();
        int end = from.x() < to.x() ? to.x() : to.x() + WIDTH;
        int y = from.y() + HEIGHT / 2;
        path = String.format(Locale.ROOT, "M%d %d H%d", side, y, end);
      } else {
        // Away from the middle as far as the other end is, so that arrows do not lie on each other.
        int shift = Math.clamp((to.middle() - from.middle()) / 5, -80, 80);
        path =
            String.format(
                Locale.ROOT,
                "M%d %d L%d %d",
                from.middle() + shift,
                from.y() + HEIGHT,
                to.middle() - shift,
                to.y());
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "  <path d=\"%s\" fill=\"none\" stroke=\"#475569\" stroke-width=\"%s\"%s"
                  + " marker-end=\"url(#a)\"/>%n",
              path,
              handsOn ? "2.2" : "1.2",
              handsOn ? "" : " stroke-dasharray=\"5 4\""));
    }
  }

  private static void box(String name, Place place, StringBuilder svg) {
    ModuleDescriptor module = BuiltModules.descriptor(name);
    long exported = module.exports().stream().filter(each -> !each.isQualified()).count();
    List<String> lines = new ArrayList<>();
    lines.add(
        switch ((int) exported) {
          case 0 -> "a program: exports nothing";
          case 1 -> "exports 1 package";
          default -> "exports " + exported + " packages";
        });
    lines.addAll(others(module));
    svg.append(
        String.format(
            Locale.ROOT,
            "  <rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\""
                + " stroke=\"#334155\" stroke-width=\"1.3\"/>%n",
            place.x(),
            place.y(),
            WIDTH,
            HEIGHT,
            exported == 0 ? "#f1f5f9" : "#dbeafe"));
    svg.append(
        String.format(
            Locale.ROOT,
            "  <text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"15\" font-weight=\"600\""
                + " fill=\"#0f172a\">%s</text>%n",
            place.middle(),
            place.y() + 24,
            name));
    for (int i = 0; i < lines.size(); i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "  <text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#334155\">%s</text>%n",
              place.middle(),
              place.y() + 45 + 19 * i,
              lines.get(i)));
    }
  }

  /** What a module requires that is not of Verack. */
  private static List<String> others(ModuleDescriptor module) {
    Set<String> needed = new TreeSet<>();
    Set<String> optional = new TreeSet<>();
    for (Requires each : sorted(module)) {
      if (!each.name().startsWith(OURS) && !each.name().equals("java.base")) {
        (each.modifiers().contains(Requires.Modifier.STATIC) ? optional : needed).add(each.name());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(folded(String.join(", ", needed)));
    lines.addAll(folded(optional.isEmpty() ? "" : "[" + String.join(", ", optional) + "]"));
    return lines;
  }

  /** In lines that fit into a box. */
  private static List<String> folded(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > LINE) {
      int end = rest.lastIndexOf(' ', LINE);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end + 1);
    }
    if (!rest.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  private static List<Requires> sorted(ModuleDescriptor module) {
    return module.requires().stream().sorted().toList();
  }

  /** Modules of Verack that are required and not drawn. */
  static Set<String> missing() {
    return PLACES.keySet().stream()
        .flatMap(name -> BuiltModules.descriptor(name).requires().stream())
        .map(Requires::name)
        .filter(name -> name.startsWith(OURS))
        .filter(name -> !PLACES.containsKey(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
