package dev.marquetry.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The filled shapes of an SVG, without their colours, so that a page can give them those of light and dark: black
 * becomes opaque, white becomes transparent, and what is transparent is left out.
 */
final class Shapes {
    private static final Pattern GREY = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");

    private Shapes() {}

    /** Returns the shapes as text. */
    static String of(Element root) {
        StringBuilder text = new StringBuilder();
        append(root, "black", 1, text);
        return text.toString();
    }

    private static void append(Element element, String inheritedFill, double inheritedOpacity, StringBuilder text) {
        String fill = element.hasAttribute("fill") ? element.getAttribute("fill") : inheritedFill;
        double opacity = element.hasAttribute("fill-opacity")
                ? Double.parseDouble(element.getAttribute("fill-opacity"))
                : inheritedOpacity;
        String name = element.getTagName();
        if (name.equals("defs")) {
            return;
        }
        if (!fill.equals("none")) {
            switch (name) {
                case "path" -> shape(element, List.of("d"), opacity * darkness(fill), text);
                case "rect" -> shape(element, List.of("x", "y", "width", "height"), opacity * darkness(fill), text);
                default -> {}
            }
        }
        for (Element child : children(element)) {
            append(child, fill, opacity, text);
        }
    }

    private static void shape(Element element, List<String> attributes, double opacity, StringBuilder text) {
        if (opacity < 0.005) {
            return;
        }
        text.append('<').append(element.getTagName());
        for (String attribute : attributes) {
            text.append(' ')
                    .append(attribute)
                    .append("=\"")
                    .append(element.getAttribute(attribute))
                    .append('"');
        }
        if (opacity < 0.995) {
            text.append(String.format(Locale.ROOT, " fill-opacity=\"%.2f\"", opacity));
        }
        text.append("/>");
    }

    private static double darkness(String fill) {
        Matcher grey = GREY.matcher(fill);
        if (!grey.matches()) {
            return fill.equals("white") ? 0 : 1;
        }
        return 1 - Integer.parseInt(grey.group(1)) / 255.0;
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }
}
