package org.parvis.gateway.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelPlugin;

/** What a plugin calls its settings in one language; {@link ChannelPlugin} says where the words stand and how they are named. */
public final class SettingWords {

    private static final Logger LOG = LoggerFactory.getLogger(SettingWords.class);

    private final Properties words = new Properties();

    private SettingWords() {
    }

    /** @param language {@code fr} or {@code en} */
    static SettingWords of(ChannelPlugin<?> plugin, String language) {
        SettingWords read = new SettingWords();
        try (InputStream in = plugin.getClass().getResourceAsStream("settings_" + language + ".properties")) {
            if (in != null) {
                read.words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("Channels of type {}: the words of their settings in {} cannot be read; the desk shows the keys", plugin.type(),
                    language,
                    unreadable);
        }
        return read;
    }

    /** What is right at a path that the configuration record refused, whichever element of a list it is in. */
    Optional<String> unfit(String path) {
        return find(path.replaceAll("\\.[0-9]+(?=\\.|$)", "") + "/unfit");
    }

    /** @param key such as {@code imap.host}, {@code imap.host/help}, {@code imap.security/tls}, {@code /test/imap-reached} */
    public Optional<String> find(String key) {
        return Optional.ofNullable(words.getProperty(key)).filter(found -> !found.isBlank());
    }
}
