package org.parvis.gateway.http.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Endpoint;

/** The desk's one page, at each of its addresses. */
public final class DeskPages {

    public static final List<String> ADDRESSES = List.of("/", "/login", "/account", "/call", "/operations", "/canned-answers", "/drafts",
            "/mentions",
            "/administration", "/administration/channels", "/administration/channels/*", "/administration/new-channel",
            "/administration/history", "/administration/history/*", "/administration/words", "/conversation/*",
            "/person/*",
            "/view/*");
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final String page;
    private final Map<String, String> headers;

    DeskPages(Assets assets) {
        page = assets.text("index.html").orElseThrow(() -> new IllegalStateException("The installation lacks web/index.html"))
                .replace("{{modules}}", preloaded(assets)).replace("{{assets}}", assets.base());
        headers = Map.of("content-security-policy", policy(page), "cache-control", "no-cache");
    }

    List<Endpoint> endpoints() {
        return ADDRESSES.stream().map(address -> Endpoint.get(address, call -> Answer.text(200, "text/html", page).with(headers))).toList();
    }

    /** So that a browser asks for all modules of the first page at once, and not for each when it has read the one that imports it. */
    private static String preloaded(Assets assets) {
        return new ModuleGraph(assets::text).neededBy("app.js").stream()
                .map(module -> "<link rel=\"modulepreload\" href=\"{{assets}}/" + module + "\">").collect(Collectors.joining("\n  "));
    }

    /** Nothing from elsewhere, and no script within the page but the import map, by its hash. */
    private static String policy(String page) {
        Matcher map = IMPORT_MAP.matcher(page);
        String allowed = map.find() ? " 'sha256-" + sha256(map.group(1)) + "'" : "";
        return "default-src 'none'; script-src 'self'" + allowed
                + "; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self';"
                + " font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    public static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
