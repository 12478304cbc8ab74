package org.parvis.gateway.http.pages;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The desk's files and the libraries they import, from memory: read and compressed once, at start. They stand under the hash of all of them, so that a
 * browser keeps them for good and a new build is new addresses.
 */
public final class Assets {

    static final String PREFIX = "/assets";

    /** Served at the desk's addresses, with what depends on the version written in. */
    private static final String PAGE = "index.html";
    private static final List<String> LIBRARIES = List.of("lit", "lit-html", "lit-element", "lit__reactive-element");
    /** Hexadecimal digits of a version's hash; the table desk_version holds to the same. */
    static final int HASH_CHARACTERS = 16;

    private final Map<String, Asset> files;
    private final String hash;

    private Assets(Map<String, byte[]> contents) {
        MessageDigest all = Asset.sha256();
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

    /** Of all files. */
    String hash() {
        return hash;
    }

    /** Where the files stand: {@code /assets/<hash>}. */
    String base() {
        return PREFIX + "/" + hash;
    }

    /** The text of a file that is not served as it stands. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(files.get(name)).map(asset -> asset.plain().toString());
    }

    Optional<Asset> find(String name) {
        return name.equals(PAGE) ? Optional.empty() : Optional.ofNullable(files.get(name));
    }

    /** All that is served as it stands, by name. */
    Map<String, Asset> served() {
        Map<String, Asset> served = new TreeMap<>(files);
        served.remove(PAGE);
        return served;
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
