package org.parvis.channel.webform;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Markup that is safe to send. There is no other way to make it than from templates, which stand in this package's code, and values, which
 * are escaped unless they are markup themselves.
 */
record Html(String markup) {

    static final Html NONE = new Html("");

    /** Each <code>{}</code> of the template stands for the next value: text of an element, or of an attribute in double quotes. */
    static Html of(String template, Object... values) {
        var markup = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int gap = template.indexOf("{}", from);
            if (gap < 0) {
                throw new IllegalArgumentException("More values than places in: " + template);
            }
            markup.append(template, from, gap);
            append(markup, value);
            from = gap + 2;
        }
        if (template.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("More places than values in: " + template);
        }
        return new Html(markup.append(template, from, template.length()).toString());
    }

    static Html when(boolean condition, String template, Object... values) {
        return condition ? of(template, values) : NONE;
    }

    static Html join(Iterable<Html> parts) {
        var markup = new StringBuilder();
        for (Iterator<Html> each = parts.iterator(); each.hasNext();) {
            markup.append(each.next().markup);
        }
        return new Html(markup.toString());
    }

    static Html join(Html... parts) {
        return join(List.of(parts));
    }

    private static void append(StringBuilder markup, Object value) {
        switch (value) {
            case Html html -> markup.append(html.markup);
            case Optional<?> optional -> optional.ifPresent(present -> append(markup, present));
            default -> escape(markup, value.toString());
        }
    }

    private static void escape(StringBuilder markup, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                case '\'' -> markup.append("&#39;");
                // Not a character of HTML (HTML Standard, 13.1.4); a parser would make U+FFFD of it as well
                case '\0' -> markup.append('\uFFFD');
                default -> markup.append(c);
            }
        }
    }
}
