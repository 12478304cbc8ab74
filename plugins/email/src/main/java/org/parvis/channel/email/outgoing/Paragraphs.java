package org.parvis.channel.email.outgoing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain text as simple HTML: paragraphs, line breaks and links, everything else escaped. */
final class Paragraphs {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']++");

    private Paragraphs() {
    }

    static String html(String text) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body>\n");
        for (String paragraph : text.replaceAll("\r\n?", "\n").strip().split("\n{2,}")) {
            html.append("<p>").append(linked(paragraph).replace("\n", "<br>\n")).append("</p>\n");
        }
        return html.append("</body></html>\n").toString();
    }

    private static String linked(String text) {
        StringBuilder html = new StringBuilder();
        Matcher link = LINK.matcher(text);
        int reached = 0;
        while (link.find()) {
            String address = link.group().replaceAll("[.,;:!?)]+$", "");
            html.append(escape(text.substring(reached, link.start()))).append("<a href=\"").append(escape(address)).append("\">")
                    .append(escape(address)).append("</a>");
            reached = link.start() + address.length();
        }
        return html.append(escape(text.substring(reached))).toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
