package org.parvis.channel.phonenotes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The words for agents in each language, read once. */
final class Words {

    private static final Map<Language, Properties> WORDS = read();

    private Words() {
    }

    static String of(Language language, String key) {
        Properties words = WORDS.get(language);
        String text = words == null ? null : words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("No words for " + key + " in " + language);
        }
        return text;
    }

    static Set<String> keys(Language language) {
        Properties words = WORDS.get(language);
        return words == null ? Set.of() : words.stringPropertyNames();
    }

    private static Map<Language, Properties> read() {
        var all = new EnumMap<Language, Properties>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, read("words_" + language.code() + ".properties"));
        }
        return all;
    }

    private static Properties read(String name) {
        try (InputStream stream = Words.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The plugin lacks its file " + name);
            }
            var words = new Properties();
            words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
