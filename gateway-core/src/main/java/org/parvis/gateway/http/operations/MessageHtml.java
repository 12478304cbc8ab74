package org.parvis.gateway.http.operations;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

import org.parvis.gateway.http.api.Contract;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Paths;

/**
 * Makes a page of what the author of a message formatted: words, lists, tables, links and the pictures that came within the message. Nothing runs, nothing is
 * loaded from elsewhere, nothing covers anything else; and the page's policy forbids all that once more.
 */
final class MessageHtml {

    /**
     * The desk frames it. Same origin, so that its pictures come with the session; without scripts, forms or a way to the page around it. Links open elsewhere.
     */
    private static final String POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none';"
            + " sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

    /** No position, no size of text, no url(): what could cover, hide or fetch. */
    private static final CssSchema STYLES = CssSchema
            .withProperties(Set.of("color", "background-color", "font-weight", "font-style", "text-align",
                    "text-decoration", "vertical-align"));

    private static final String FRAME = """
            <!doctype html>
            <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Message</title>
            <style>:root{color-scheme:light dark}body{margin:0;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}\
            table{max-width:100%;border-collapse:collapse}pre{white-space:pre-wrap}blockquote{margin:0 0 0 .5em;padding-left:.75em;border-left:3px solid #8888}</style>
            </head><body>
            """;

    private static final String CONTENT_ID = "cid:";

    private MessageHtml() {
    }

    static Answer page(String html, Map<String, UUID> files) {
        return Answer.text(200, "text/html", FRAME + sanitised(html, files) + "\n</body></html>\n")
                .with(Map.of("content-security-policy", POLICY));
    }

    static String sanitised(String html, Map<String, UUID> files) {
        return policy(files).sanitize(html);
    }

    private static PolicyFactory policy(Map<String, UUID> files) {
        return new HtmlPolicyBuilder()
                .allowElements("p", "div", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "kbd",
                        "samp", "b", "strong",
                        "i", "em", "u", "s", "strike", "del", "ins", "sub", "sup", "small", "big", "mark", "q", "cite", "abbr", "address",
                        "ul", "ol", "li",
                        "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "center", "font", "a", "img")
                .allowWithoutAttributes("span", "font")
                .allowAttributes("align", "valign").matching(true, "left", "right", "center", "justify", "top", "middle", "bottom")
                .onElements("p", "div",
                        "td", "th", "tr", "table", "h1", "h2", "h3")
                .allowAttributes("colspan", "rowspan").matching((element, attribute, value) -> number(value, 100)).onElements("td", "th")
                .allowAttributes("start").matching((element, attribute, value) -> number(value, 9_999)).onElements("ol")
                .allowAttributes("width", "height").matching((element, attribute, value) -> number(value, 2_000)).onElements("img")
                .allowAttributes("alt").onElements("img")
                .allowAttributes("title").onElements("a", "abbr", "img")
                .allowAttributes("dir").matching(true, "ltr", "rtl", "auto").globally()
                .allowAttributes("lang")
                .matching((element, attribute, value) -> value.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*") ? value : null).globally()
                .allowUrlProtocols("http", "https", "mailto", "tel", "cid")
                .allowAttributes("href").matching((element, attribute, value) -> isLink(value) ? value : null).onElements("a")
                .allowAttributes("src").matching(pictures(files)).onElements("img")
                .allowStyling(STYLES)
                .allowElements((element, attributes) -> {
                    attributes.add("rel");
                    attributes.add("noopener noreferrer");
                    attributes.add("target");
                    attributes.add("_blank");
                    return element;
                }, "a")
                .toFactory();
    }

    private static AttributePolicy pictures(Map<String, UUID> files) {
        return (element, attribute, value) -> Optional.of(value.strip())
                .filter(url -> url.regionMatches(true, 0, CONTENT_ID, 0, CONTENT_ID.length()))
                .map(url -> files.get(Paths.decodeLeniently(url.substring(CONTENT_ID.length()))))
                .map(id -> Contract.PREFIX + "/attachments/" + id + "?inline=true").orElse(null);
    }

    /** Never relative: it would lead into the desk itself. */
    private static boolean isLink(String url) {
        String scheme = url.strip().toLowerCase(Locale.ROOT);
        return scheme.startsWith("https:") || scheme.startsWith("http:") || scheme.startsWith("mailto:") || scheme.startsWith("tel:");
    }

    private static @Nullable String number(String value, int maximum) {
        return value.matches("[0-9]{1,4}") && Integer.parseInt(value) <= maximum ? value : null;
    }
}
