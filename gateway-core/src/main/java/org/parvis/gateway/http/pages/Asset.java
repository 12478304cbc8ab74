package org.parvis.gateway.http.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;

import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;

/**
 * One of the desk's files. Under its address it is the same for ever.
 *
 * @param zipped absent when compression gains nothing
 */
record Asset(String type, String tag, Buffer plain, Optional<Buffer> zipped) {

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Map<String, String> TYPES = Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg",
            "image/svg+xml",
            "png", "image/png", "ico", "image/x-icon", "woff2", "font/woff2", "webp", "image/webp", "json", "application/json", "txt",
            "text/plain; charset=utf-8", "webmanifest", "application/manifest+json");
    private static final int TAG_CHARACTERS = 32;

    static Asset of(String name, byte[] bytes) {
        String type = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1))).orElse("application/octet-stream");
        byte[] zipped = zip(bytes);
        return new Asset(type, "\"" + HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, TAG_CHARACTERS) + "\"",
                Buffer.buffer(bytes),
                zipped.length < bytes.length ? Optional.of(Buffer.buffer(zipped)) : Optional.empty());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }

    Answer answer(Call call) {
        if (call.header("if-none-match").filter(tags -> tags.contains(tag)).isPresent()) {
            return new Answer.Whole(304, Map.of("etag", tag, "cache-control", FOREVER), Buffer.buffer());
        }
        boolean smaller = zipped.isPresent() && acceptsGzip(call);
        Answer.Whole answer = Answer.bytes(200, type, smaller ? zipped.orElseThrow() : plain)
                .with(Map.of("etag", tag, "cache-control", FOREVER, "vary", "accept-encoding", "cross-origin-resource-policy",
                        "same-origin"));
        return smaller ? answer.with("content-encoding", "gzip") : answer;
    }

    private static boolean acceptsGzip(Call call) {
        return call.header("accept-encoding").map(accepted -> Arrays.stream(accepted.split(",")).map(String::strip)
                .anyMatch(coding -> coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.matches("gzip;\\s*q=0(\\.0*)?"))))
                .orElse(false);
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
}
