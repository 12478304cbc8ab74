package org.parvis.channel.email.mime;

import java.util.Set;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of an HTML text, with its blocks as lines and its quotations behind {@code >}. */
final class HtmlText {

    private static final Set<String> SILENT = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Set<String> BLOCKS = Set.of("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt",
            "fieldset",
            "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "pre", "section",
            "table",
            "tr", "ul", "center");
    private static final Set<String> SPACED = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table");

    private HtmlText() {
    }

    static String of(String html) {
        Writer writer = new Writer();
        Jsoup.parse(html).traverse(writer);
        return Clean.text(writer.finish());
    }

    /** The other way round, for a plain piece between formatted ones. */
    static String paragraphs(String text) {
        return text.isBlank() ? "" : "<p>" + Entities.escape(text).replace("\n", "<br>") + "</p>";
    }

    private static final class Writer implements NodeVisitor {
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int silent;
        private int quoted;
        private int lastQuoted;
        private int preformatted;
        private boolean blankWanted;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text && silent == 0) {
                words(text.getWholeText());
            }
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            silent += isSilent(element) ? 1 : 0;
            block(name);
            switch (name) {
                case "br" -> end(true);
                case "li" -> line.append("- ");
                case "hr" -> words("________________________________");
                case "pre" -> preformatted++;
                case "blockquote" -> quoted++;
                case "img" -> words(element.attr("alt"));
                case "td", "th" -> words(" ");
                default -> {
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (name.equals("a")) {
                link(element);
            }
            block(name);
            silent -= isSilent(element) ? 1 : 0;
            preformatted -= name.equals("pre") ? 1 : 0;
            quoted -= name.equals("blockquote") ? 1 : 0;
        }

        private static boolean isSilent(Element element) {
            return SILENT.contains(element.normalName()) || element.attr("style").replace(" ", "").contains("display:none");
        }

        private void block(String name) {
            if (BLOCKS.contains(name) || SPACED.contains(name)) {
                end(false);
                blankWanted |= SPACED.contains(name);
            }
        }

        private void words(String text) {
            if (preformatted > 0) {
                String[] lines = text.split("\n", -1);
                for (int index = 0; index < lines.length; index++) {
                    line.append(lines[index]);
                    if (index < lines.length - 1) {
                        end(true);
                    }
                }
                return;
            }
            String collapsed = text.replaceAll("[\\s\\u00A0]+", " ");
            boolean atStart = line.isEmpty() || line.charAt(line.length() - 1) == ' ';
            line.append(atStart && collapsed.startsWith(" ") ? collapsed.substring(1) : collapsed);
        }

        /** A link whose words hide where it leads is followed by its address. */
        private void link(Element element) {
            String target = element.attr("href").strip();
            boolean web = target.startsWith("http://") || target.startsWith("https://");
            if (silent == 0 && web && target.length() < 500 && !element.text().strip().equals(target)) {
                line.append(" <").append(target).append('>');
            }
        }

        private void end(boolean always) {
            String words = preformatted > 0 ? line.toString().stripTrailing() : line.toString().strip();
            line.setLength(0);
            if (words.isEmpty() && !always) {
                return;
            }
            if (blankWanted && !out.isEmpty()) {
                append("", Math.min(quoted, lastQuoted));
            }
            blankWanted = false;
            append(words, quoted);
        }

        private void append(String words, int depth) {
            lastQuoted = depth;
            String prefix = "> ".repeat(Math.min(depth, Bounds.MAXIMUM_DEPTH));
            out.append((prefix + words).stripTrailing()).append('\n');
        }

        String finish() {
            end(false);
            return out.toString().replaceAll("\n{3,}", "\n\n").strip();
        }
    }
}
