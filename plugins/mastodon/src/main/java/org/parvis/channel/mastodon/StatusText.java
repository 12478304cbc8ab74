package org.parvis.channel.mastodon;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * A status's HTML as plain text. Servers shorten a link's text by invisible spans (docs.joinmastodon.org/spec/activitypub#sanitization); here it
 * stands whole. Where a link's text is not its address, the address follows it.
 */
final class StatusText {

    private static final Set<String> PARAGRAPHS = Set.of("p", "blockquote", "ul", "ol", "pre", "div", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\x0B\\f\\r\\u00A0]*\\n[ \\t\\x0B\\f\\r\\u00A0]*");
    private static final Pattern GAPS = Pattern.compile("\\n{3,}");

    private StatusText() {
    }

    static String of(String html) {
        var text = new StringBuilder();
        Jsoup.parseBodyFragment(html).body().traverse(new Writer(text));
        return GAPS.matcher(BLANKS.matcher(text).replaceAll("\n")).replaceAll("\n\n").strip();
    }

    /**
     * Without the mention of ourselves that a message to us begins with; a mention elsewhere in the words stays.
     *
     * @param username our local name
     * @param host     our server's name
     */
    static String withoutLeadingMention(String text, String username, String host) {
        List<String> names = List.of("@" + username + "@" + host, "@" + username);
        int start = 0;
        for (int next = afterMention(text, start, names); next > start; next = afterMention(text, start, names)) {
            start = next;
        }
        String rest = text.substring(start);
        // Somebody who only calls our name has said that, and nothing else
        return rest.isBlank() ? text : rest;
    }

    /** Where the words after a mention that stands at the start begin; the start itself when none stands there. Copies nothing: names are many in hostile texts. */
    private static int afterMention(String text, int start, List<String> names) {
        for (String name : names) {
            int end = start + name.length();
            if (text.regionMatches(true, start, name, 0, name.length())
                    && (end == text.length() || Character.isWhitespace(text.charAt(end)))) {
                int next = end;
                while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                    next++;
                }
                return next;
            }
        }
        return start;
    }

    /** For comparing words that a server may have formatted on their way: letters and digits alone. */
    static String digest(String text) {
        var digest = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(digest::appendCodePoint);
        return digest.toString();
    }

    /** Not safe for use by many threads. */
    private record Writer(StringBuilder text) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                boolean kept = words.parentNode() != null && words.parentNode().normalName().equals("pre");
                text.append(kept ? words.getWholeText() : words.getWholeText().replaceAll("\\s+", " "));
                return;
            }
            String name = node.normalName();
            if (name.equals("br")) {
                text.append('\n');
            } else if (name.equals("li")) {
                text.append("\n- ");
            } else if (PARAGRAPHS.contains(name)) {
                text.append("\n\n");
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (PARAGRAPHS.contains(node.normalName())) {
                text.append("\n\n");
            }
            if (node instanceof Element element && element.normalName().equals("a")) {
                addressOf(element);
            }
        }

        private void addressOf(Element link) {
            String address = link.attr("href");
            boolean named = link.hasClass("mention") || link.hasClass("hashtag") || link.attr("rel").contains("tag");
            boolean web = address.startsWith("https://") || address.startsWith("http://");
            String shown = link.text();
            if (web && !named && !shown.isBlank() && !shown.startsWith("@") && !shown.startsWith("#")
                    && !address.contains(shown.replace("…", ""))
                    && !shown.contains(address)) {
                text.append(" <").append(address).append('>');
            }
        }
    }
}
