package org.parvis.channel.email.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

import org.parvis.channel.Defect;

/**
 * Bytes to characters when the declaration may be wrong: the declared set if the bytes are valid in it, else UTF-8 if they are valid,
 * else windows-1252, in which nearly everything is.
 */
final class CharacterSets {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private CharacterSets() {
    }

    /** @param defect absent when the declaration was right */
    record Decoded(String text, Optional<Defect> defect) {
    }

    static Decoded decode(byte[] bytes, Optional<String> declared) {
        String name = declared.map(String::strip).filter(stated -> !stated.isEmpty()).orElse("us-ascii");
        Optional<Charset> charset = find(name);
        Optional<String> text = charset.flatMap(found -> strict(bytes, found));
        if (text.isPresent()) {
            return new Decoded(withoutMark(text.get()), Optional.empty());
        }
        String problem = charset.isPresent() ? "is not what its bytes are in" : "is not known";
        Optional<String> unicode = strict(bytes, StandardCharsets.UTF_8);
        String used = unicode.isPresent() ? "UTF-8" : "windows-1252";
        String decoded = unicode.orElseGet(() -> new String(bytes, WINDOWS_1252));
        String what = declared.isEmpty()
                ? "A part states no character set"
                : "The character set " + Clean.line(name, 60) + " that a part states " + problem;
        return new Decoded(withoutMark(decoded), Optional.of(new Defect(Defect.Code.CHARSET, what + "; it was read as " + used + ".")));
    }

    /** ISO 8859-1 has no letters at 0x80 to 0x9F: who states it and uses them means windows-1252 (WHATWG Encoding, section 4.2). */
    private static Optional<Charset> find(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replaceAll("[\"' ]", "")) {
            case "iso-8859-1", "iso8859-1", "latin1", "iso-8859-1:1987", "ansi", "x-ansi" -> Optional.of(WINDOWS_1252);
            case "cp-850" -> named("ibm850");
            case "iso-8859-8-i", "iso-8859-8-e" -> named("iso-8859-8");
            case "gb2312", "gbk" -> named("gb18030");
            case "ks_c_5601-1987", "euc-kr" -> named("x-windows-949");
            case "shift_jis", "sjis" -> named("windows-31j");
            case String other -> named(other);
        };
    }

    private static Optional<Charset> named(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
