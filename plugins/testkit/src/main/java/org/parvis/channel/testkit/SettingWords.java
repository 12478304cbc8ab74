package org.parvis.channel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Key;

/** The words for a plugin's settings in one language, as {@link ChannelPlugin} says where they stand. */
final class SettingWords {

    static final List<String> LANGUAGES = List.of("fr", "en");

    /** Shorter words say nothing by themselves: articles, prepositions. */
    private static final int TELLING = 4;

    private final String name;
    private final Properties words = new Properties();

    private SettingWords(String name) {
        this.name = name;
    }

    static SettingWords of(ChannelPlugin<?> plugin, String language) throws IOException {
        SettingWords words = new SettingWords("settings_" + language + ".properties");
        try (InputStream in = plugin.getClass().getResourceAsStream(words.name)) {
            if (in != null) {
                words.words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        }
        return words;
    }

    boolean has(String key) {
        return !words.getProperty(key, "").isBlank();
    }

    /** What a person who reads this language would not find said in it. {@link Key#doc} is in English, so that there a sentence about a key is never missing. */
    List<String> missing(ChannelPlugin<?> plugin) {
        List<String> missing = new ArrayList<>();
        require("/type", missing);
        for (Setting setting : Setting.of(plugin.configurationType(), "")) {
            require(setting.path(), missing);
            if (name.contains("_fr")) {
                require(setting.path() + "/help", missing);
            }
            setting.choices().forEach(choice -> require(setting.path() + "/" + choice, missing));
        }
        return missing;
    }

    /** Settings about which the sentence says no more than their label does. */
    List<String> repeated(ChannelPlugin<?> plugin) {
        return Setting.of(plugin.configurationType(), "").stream().filter(setting -> {
            String help = words.getProperty(setting.path() + "/help", setting.doc());
            return telling(words.getProperty(setting.path(), "")).containsAll(telling(help));
        }).map(setting -> name + " says nothing by " + setting.path() + "/help").toList();
    }

    private static Set<String> telling(String words) {
        return Stream.of(words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).filter(word -> word.length() >= TELLING)
                .collect(Collectors.toSet());
    }

    /** What it does not say of settings that the configuration refuses. */
    List<String> missing(Collection<String> refused) {
        List<String> missing = new ArrayList<>();
        refused.forEach(path -> require(path + "/unfit", missing));
        return missing;
    }

    private void require(String key, List<String> missing) {
        if (!has(key)) {
            missing.add(name + " lacks " + key);
        }
    }

    /** The values of all secrets, those of nested records too. */
    static List<String> secrets(Record configuration) throws ReflectiveOperationException {
        List<String> secrets = new ArrayList<>();
        for (RecordComponent component : configuration.getClass().getRecordComponents()) {
            Key key = component.getAnnotation(Key.class);
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(configuration);
            Object plain = value instanceof Optional<?> maybe ? maybe.map(Object.class::cast).orElse("") : value;
            if (plain instanceof Record nested) {
                secrets.addAll(secrets(nested));
            } else if (key != null && key.secret() && !String.valueOf(plain).isEmpty()) {
                secrets.add(String.valueOf(plain));
            }
        }
        return secrets;
    }

    /** One key, at any depth. */
    private record Setting(String path, String doc, Class<?> type) {

        static List<Setting> of(Class<?> record, String around) {
            List<Setting> settings = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                Key key = component.getAnnotation(Key.class);
                if (key == null) {
                    continue;
                }
                Setting setting = new Setting(around + key.value(), key.doc(), inner(component.getGenericType()));
                settings.add(setting);
                if (setting.type().isRecord()) {
                    settings.addAll(of(setting.type(), setting.path() + "."));
                }
            }
            return settings;
        }

        List<String> choices() {
            return type.isEnum()
                    ? Stream.of(type.getEnumConstants())
                            .map(choice -> ((Enum<?>) choice).name().toLowerCase(Locale.ROOT).replace('_', '-')).toList()
                    : List.of();
        }

        private static Class<?> inner(Type type) {
            return switch (type) {
                case ParameterizedType generic -> inner(generic.getActualTypeArguments()[0]);
                case Class<?> plain -> plain;
                default -> Object.class;
            };
        }
    }
}
