package org.parvis.channel.email.mime;

import java.util.Optional;

/**
 * Looks at a message before the library builds objects of it: each line that starts with {@code --} may open a part, and each line
 * from there to the next empty one may be a header field. A message of nothing else would fill the memory.
 */
final class StructureGuard {

    private StructureGuard() {
    }

    /** Why the message must not be read, if so. */
    static Optional<String> refuse(byte[] bytes) {
        int boundaries = 0;
        int headerLines = 0;
        boolean header = false;
        int position = 0;
        while (position < bytes.length) {
            int end = position;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean empty = end == position || (end == position + 1 && bytes[position] == '\r');
            if (end - position >= 3 && bytes[position] == '-' && bytes[position + 1] == '-') {
                boundaries++;
                header = true;
            }
            header &= !empty;
            headerLines += header ? 1 : 0;
            position = end + 1;
        }
        if (boundaries > Bounds.MAXIMUM_BOUNDARY_LINES) {
            return Optional.of("it has more than " + Bounds.MAXIMUM_BOUNDARY_LINES + " lines that could begin a part");
        }
        if (headerLines > Bounds.MAXIMUM_PART_HEADER_LINES) {
            return Optional.of("its parts have more than " + Bounds.MAXIMUM_PART_HEADER_LINES + " header lines");
        }
        return Optional.empty();
    }
}
