package org.parvis.channel.webform;

/** Names of files, which their senders choose. */
final class FileName {

    private FileName() {
    }

    /**
     * The name letter after letter. Controls that turn the direction of writing (Unicode Standard Annex 9, section 2) and others that nobody
     * sees would let a program look like a PDF.
     */
    static String plain(String name) {
        String plain = name.codePoints().filter(point -> Character.getType(point) != Character.FORMAT && !Character.isISOControl(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return plain.isBlank() ? "file" : plain;
    }
}
