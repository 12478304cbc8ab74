package org.parvis.channel.webform;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinds of files, recognised by their first bytes: what a browser says of a file is only believed when the bytes agree. */
enum FileKind {
    JPEG("image/jpeg", "jpg jpeg"), PNG("image/png", "png"), GIF("image/gif", "gif"), WEBP("image/webp", "webp"), HEIC("image/heic",
            "heic heif"), PDF("application/pdf", "pdf"), ODT("application/vnd.oasis.opendocument.text", "odt"), ODS(
                    "application/vnd.oasis.opendocument.spreadsheet",
                    "ods"), DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"), XLSX(
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "xlsx"), TEXT("text/plain", "txt text csv md");

    static final Set<FileKind> USUAL = Set.copyOf(EnumSet.of(JPEG, PNG, WEBP, HEIC, PDF, ODT, DOCX, TEXT));
    /** ISO/IEC 14496-12: brands of HEIF images stand at byte 8, after the box type {@code ftyp}. */
    private static final Set<String> HEIF_BRANDS = Set.of("heic", "heix", "heim", "heis", "mif1", "msf1");
    private static final String ZIP = "PK\u0003\u0004";
    /** OpenDocument 1.3, part 2, section 3.3: the first entry of the zip is the media type, neither compressed nor with an extra field. */
    private static final int OPEN_DOCUMENT_TYPE = 30;

    private final String mediaType;
    private final String extensions;

    /** @param extensions with spaces between */
    FileKind(String mediaType, String extensions) {
        this.mediaType = mediaType;
        this.extensions = extensions;
    }

    String mediaType() {
        return mediaType;
    }

    List<String> extensions() {
        return List.of(extensions.split(" "));
    }

    /** As in configuration files. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FileKind named(String word) {
        for (FileKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("attachments-types: " + word + " is not one of "
                + List.of(values()).stream().map(FileKind::word).collect(Collectors.joining(", ")));
    }

    static Set<FileKind> named(Collection<String> words) {
        return words.stream().map(FileKind::named).collect(Collectors.toCollection(() -> EnumSet.noneOf(FileKind.class)));
    }

    /**
     * What the bytes are. Office documents are all zips; which one is taken from the name, and no other claim of the name is believed.
     *
     * @param name in whose extension alone there is a meaning
     */
    static Optional<FileKind> of(String name, byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00FF\u00D8\u00FF")) {
            return Optional.of(JPEG);
        }
        if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
            return Optional.of(PNG);
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        if (head.startsWith("ftyp", 4) && head.length() >= 12 && HEIF_BRANDS.contains(head.substring(8, 12))) {
            return Optional.of(HEIC);
        }
        if (head.startsWith("%PDF-")) {
            return Optional.of(PDF);
        }
        if (head.startsWith(ZIP)) {
            return ofZip(name, head);
        }
        return isText(bytes) ? Optional.of(TEXT) : Optional.empty();
    }

    private static Optional<FileKind> ofZip(String name, String head) {
        for (FileKind kind : List.of(ODT, ODS)) {
            if (head.startsWith("mimetype" + kind.mediaType, OPEN_DOCUMENT_TYPE)) {
                return Optional.of(kind);
            }
        }
        return List.of(DOCX, XLSX).stream().filter(kind -> kind.matches(name)).findFirst();
    }

    /** Whether nothing in it is a control character; in whatever character set, it shows as text and runs nowhere. */
    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return false;
            }
        }
        return true;
    }

    /** Whether the name's extension is one of this kind. */
    boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return extensions().stream().anyMatch(extension -> lower.endsWith("." + extension));
    }
}
