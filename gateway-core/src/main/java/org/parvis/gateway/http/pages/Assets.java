package org.parvis.gateway.http.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;

import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Problem;

/**
 * The desk's files and the libraries they import, from memory: read and compressed once, at start. They stand under the hash of all of them, so that a
 * browser keeps them for good and a new build is new addresses.
 */
public final class Assets {

    static final String PREFIX = "/assets";

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg",
            "image/svg+xml",
            "png", "image/png", "ico", "image/x-icon", "woff2", "font/woff2", "webp", "image/webp", "json", "application/json", "txt",
            "text/plain; charset=utf-8", "webmanifest", "application/manifest+json");
    private static final List<String> LIBRARIES = List.of("lit", "lit-html", "lit-element", "lit__reactive-element");
    private static final int HASH_CHARACTERS = 16;

    private final Map<String, Asset> files;
    private final String hash;

    private Assets(Map<String, byte[]> contents) {
        MessageDigest all = sha256();
        contents.forEach((name, bytes) -> {
            all.update(name.getBytes(StandardCharsets.UTF_8));
            all.update(bytes);
        });
        hash = HexFormat.of().formatHex(all.digest()).substring(0, HASH_CHARACTERS);
        files = new TreeMap<>();
        contents.forEach((name, bytes) -> files.put(name, Asset.of(name, bytes)));
    }

    /** Reads {@code /web} and the libraries from the class path. */
    public static Assets load() {
        Map<String, byte[]> contents = new TreeMap<>();
        read("/web", contents, "");
        for (String library : LIBRARIES) {
            read("/META-INF/resources/webjars/" + library, contents, "vendor/" + library + "/");
        }
        return new Assets(contents);
    }

    /** Where the files stand: {@code /assets/<hash>}. */
    String base() {
        return PREFIX + "/" + hash;
    }

    /** The text of a file that is not served as it stands. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(files.get(name)).map(asset -> asset.plain().toString());
    }

    Answer serve(Call call) {
        String path = call.parameter("*");
        String name = path.startsWith(hash + "/") ? path.substring(hash.length() + 1) : "";
        Asset asset = files.get(name);
        if (asset == null || name.equals("index.html")) {
            throw Problem.notFound().exception();
        }
        if (call.header("if-none-match").filter(tags -> tags.contains(asset.tag())).isPresent()) {
            return new Answer.Whole(304, Map.of("etag", asset.tag(), "cache-control", FOREVER), Buffer.buffer());
        }
        boolean zipped = asset.zipped().isPresent() && acceptsGzip(call);
        Answer.Whole answer = Answer.bytes(200, asset.type(), zipped ? asset.zipped().orElseThrow() : asset.plain())
                .with(Map.of("etag", asset.tag(), "cache-control", FOREVER, "vary", "accept-encoding", "cross-origin-resource-policy",
                        "same-origin"));
        return zipped ? answer.with("content-encoding", "gzip") : answer;
    }

    private static boolean acceptsGzip(Call call) {
        return call.header("accept-encoding").map(accepted -> Arrays.stream(accepted.split(",")).map(String::strip)
                .anyMatch(coding -> coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.matches("gzip;\\s*q=0(\\.0*)?"))))
                .orElse(false);
    }

    /** @param zipped absent when compression gains nothing */
    private record Asset(String type, String tag, Buffer plain, Optional<Buffer> zipped) {

        static Asset of(String name, byte[] bytes) {
            String type = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1))).orElse("application/octet-stream");
            byte[] zipped = zip(bytes);
            return new Asset(type, "\"" + HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, 2 * HASH_CHARACTERS) + "\"",
                    Buffer.buffer(bytes),
                    zipped.length < bytes.length ? Optional.of(Buffer.buffer(zipped)) : Optional.empty());
        }
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    private static void read(String folder, Map<String, byte[]> contents, String prefix) {
        URL url = Assets.class.getResource(folder);
        if (url == null) {
            throw new IllegalStateException("The installation lacks its web files: " + folder);
        }
        try {
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                walk(Path.of(uri), contents, prefix);
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                walk(jar.getPath(folder), contents, prefix);
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("Cannot read the web files of the installation: " + folder, unreadable);
        }
    }

    private static void walk(Path folder, Map<String, byte[]> contents, String prefix) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                // Webjars have their version as the first folder; browsers need not know it.
                String served = prefix.isEmpty() ? name : name.substring(name.indexOf('/') + 1);
                if (isServed(prefix, served)) {
                    contents.put(prefix + served, Files.readAllBytes(path));
                }
            }
        }
    }

    private static boolean isServed(String prefix, String name) {
        if (name.endsWith(".d.ts") || name.endsWith(".map")) {
            return false;
        }
        return prefix.isEmpty() || (name.endsWith(".js") && !name.startsWith("development/") && !name.startsWith("node/"));
    }
}
