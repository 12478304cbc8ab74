package org.parvis.gateway.configuration;

/**
 * Something in the configuration that cannot be meant.
 *
 * @param origin  the file, or the environment variable
 * @param line    from 1; 0 when {@code origin} has none
 * @param key     the whole path, such as {@code http.port}; empty for the file as such
 * @param found   what is there; never a secret
 * @param allowed what would be right
 * @param refused whether the configuration record itself said no, in the words of {@code allowed}
 */
public record Mistake(String origin, int line, String key, String found, String allowed, boolean refused) {

    /** One that is seen without asking the record. */
    public Mistake(String origin, int line, String key, String found, String allowed) {
        this(origin, line, key, found, allowed, false);
    }

    /** The same at a longer path. */
    public Mistake within(String path) {
        return new Mistake(origin, line, key.isEmpty() ? path : path + "." + key, found, allowed, refused);
    }

    /** One line, in the form that editors make a link of. */
    @Override
    public String toString() {
        return origin + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + "found " + found + "; allowed: "
                + allowed;
    }
}
