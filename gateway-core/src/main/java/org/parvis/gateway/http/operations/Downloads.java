package org.parvis.gateway.http.operations;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;

import org.parvis.gateway.http.wire.Answer;

/** Serves files of unknown origin so that no browser runs them. */
final class Downloads {

    /** Even opened by itself the file has no origin, no script and no way out. */
    private static final String POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /** RFC 8187, section 3.2.1: characters that need no escape. */
    private static final String UNESCAPED = "!#$&+-.^_`|~";

    private static final int MAXIMUM_NAME = 150;

    private Downloads() {
    }

    /** What its sender called its type is not believed: it is bytes. */
    static Answer.Whole attachment(String name, Buffer bytes) {
        return serve("application/octet-stream", "attachment", name, bytes);
    }

    /** A picture in a page, when the bytes themselves show that it is one of the harmless formats; otherwise a download. */
    static Answer.Whole picture(String name, Buffer bytes) {
        return pictureType(bytes).map(type -> serve(type, "inline", name, bytes)).orElseGet(() -> attachment(name, bytes));
    }

    private static Answer.Whole serve(String mediaType, String disposition, String name, Buffer bytes) {
        return Answer.bytes(200, mediaType, bytes).with(Map.of(
                "content-disposition", disposition(disposition, name),
                "content-security-policy", POLICY,
                "cross-origin-resource-policy", "same-origin",
                "cache-control", "private, max-age=3600"));
    }

    /** RFC 6266: a plain name for old browsers, and the real one as RFC 8187 encodes it. */
    static String disposition(String disposition, String name) {
        String shown = name.codePoints().filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT)
                .map(point -> point == '/' || point == '\\' ? '_' : point).limit(MAXIMUM_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        String real = shown.isEmpty() || shown.chars().allMatch(character -> character == '.') ? "file" : shown;
        StringBuilder plain = new StringBuilder();
        real.chars().forEach(character -> plain
                .append(character < 0x20 || character > 0x7e || character == '"' || character == '%' ? '_' : (char) character));
        return disposition + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded(real);
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || UNESCAPED.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : "%%%02X".formatted(each & 0xff));
        }
        return encoded.toString();
    }

    static Optional<String> pictureType(Buffer bytes) {
        if (begins(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Optional.of("image/png");
        }
        if (begins(bytes, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of("image/jpeg");
        }
        if (begins(bytes, 0, 'G', 'I', 'F', '8')) {
            return Optional.of("image/gif");
        }
        if (begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of("image/webp");
        }
        return Optional.empty();
    }

    private static boolean begins(Buffer bytes, int from, int... magic) {
        if (bytes.length() < from + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes.getByte(from + i) & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
