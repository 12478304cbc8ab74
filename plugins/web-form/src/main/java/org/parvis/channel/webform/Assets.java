package org.parvis.channel.webform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.parvis.channel.Bytes;
import org.parvis.channel.Response;

/** The style sheet and the two scripts, made once for a channel. Everything works without the scripts. */
final class Assets {

    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Response style;
    private final Response frame;
    private final Response embed;
    private final String version;

    Assets(Site site) {
        String css = read("form.css");
        String frameScript = read("frame.js").replace("ORIGINS", literal(site.embeddedBy()));
        String embedScript = read("embed.js").replace("FORM_ADDRESS", literal(site.address("")))
                .replace("CHANNEL", literal(site.channelId()))
                .replace("TITLES", "{ " + List.of(Language.values()).stream()
                        .map(language -> language.code() + ": " + literal(language.say("frame.title", site.service())))
                        .collect(Collectors.joining(", "))
                        + " }");
        this.style = response(CSS, css, "public, max-age=31536000, immutable");
        this.frame = response(SCRIPT, frameScript, "public, max-age=31536000, immutable");
        // Named by other people's pages, so never with a version
        this.embed = response(SCRIPT, embedScript, "public, max-age=3600");
        this.version = Integer.toHexString((css + frameScript).hashCode());
    }

    /** Changes when a file changes: part of the address, so that browsers may keep the file for good. */
    String version() {
        return version;
    }

    Response style() {
        return style;
    }

    Response frame() {
        return frame;
    }

    Response embed() {
        return embed;
    }

    private static Response response(String type, String text, String keep) {
        // Pages of other sites load the script: cross-origin
        Map<String, String> headers = new HashMap<>(
                Map.of("content-type", type, "cache-control", keep, "cross-origin-resource-policy", "cross-origin"));
        return new Response(200, headers, Bytes.utf8(text));
    }

    private static String literal(List<String> texts) {
        return texts.stream().map(Assets::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A string literal of ECMAScript: everything but letters, digits and a few harmless signs as an escape. */
    static String literal(String text) {
        var literal = new StringBuilder("'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || " -_./:".indexOf(c) >= 0;
            literal.append(harmless ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return literal.append('\'').toString();
    }

    private static String read(String name) {
        try (InputStream stream = Assets.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The plugin lacks its file " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
