package org.parvis.gateway.http.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a browser fetches before the desk can be used, in one language, each file compressed by itself as it is served. */
class FirstLoadTest {

    private static final int BOUND = 120_000;

    private static final Pattern SHEET = Pattern.compile("<link rel=\"(?:stylesheet|icon)\" href=\"\\{\\{assets}}/([^\"]+)\"");
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("\\b(?:from|import)\\s*['\"]([\\w.@/-]+)['\"]");

    private final Assets assets = Assets.load();
    private final String page = assets.text("index.html").orElseThrow();

    @Test
    void staysWithinItsBound() {
        Set<String> files = new LinkedHashSet<>(Set.of("index.html"));
        Matcher sheets = SHEET.matcher(page);
        while (sheets.find()) {
            files.add(sheets.group(1));
        }
        collect("app.js", files);
        collect("i18n/fr.js", files);

        Map<String, Integer> sizes = files.stream().collect(Collectors.toMap(file -> file, file -> compressed(text(file))));
        assertThat(files).contains("styles/list.css", "components/conversation-list.js", "vendor/lit-html/lit-html.js");
        assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum()).as("compressed bytes of %s", sizes)
                .isLessThanOrEqualTo(BOUND);
    }

    private void collect(String module, Set<String> found) {
        if (!found.add(module)) {
            return;
        }
        Matcher imports = IMPORT.matcher(text(module));
        while (imports.find()) {
            String name = imports.group(1);
            collect(name.startsWith(".") ? URI.create("/" + module).resolve(name).getPath().substring(1) : library(name), found);
        }
    }

    /** Where the page's import map has a library: by its name, or by the folder that it stands in. */
    private String library(String name) {
        Matcher map = IMPORT_MAP.matcher(page);
        assertThat(map.find()).isTrue();
        JsonObject imports = new JsonObject(map.group(1)).getJsonObject("imports");
        String known = imports.fieldNames().stream().filter(key -> key.equals(name) || (key.endsWith("/") && name.startsWith(key)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The import map does not say where " + name + " is"));
        return (imports.getString(known) + name.substring(known.length())).replace("{{assets}}/", "");
    }

    private String text(String file) {
        return assets.text(file).orElseThrow(() -> new AssertionError("There is no " + file));
    }

    private static int compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.size();
    }
}
