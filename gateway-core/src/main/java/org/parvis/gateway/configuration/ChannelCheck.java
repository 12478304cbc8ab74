package org.parvis.gateway.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the channels' own settings against what the installed plugins want to know. */
public final class ChannelCheck {

    private ChannelCheck() {
    }

    /**
     * All the mistakes of all the channels, of those too that have others beside.
     *
     * @param channels their settings
     * @param types the configuration record of each type of channel
     */
    public static List<Mistake> mistakes(List<Settings> channels, Map<String, Class<? extends Record>> types) {
        List<Mistake> mistakes = new ArrayList<>();
        for (Settings settings : channels) {
            Optional<String> word = settings.beside("type");
            if (word.isEmpty()) {
                // That it is missing is told where the file is read.
                continue;
            }
            Class<? extends Record> type = types.get(word.get());
            if (type == null) {
                mistakes.add(settings.mistake("type", allowed(word.get(), types)));
                continue;
            }
            switch (settings.bind(type)) {
                case Binding.Bound<?> bound -> {
                }
                case Binding.Mistaken<?> mistaken -> mistakes.addAll(mistaken.mistakes());
            }
        }
        return mistakes;
    }

    private static String allowed(String type, Map<String, Class<? extends Record>> types) {
        if (types.isEmpty()) {
            return "a type of an installed plugin; none is installed";
        }
        return "a type of an installed plugin: " + String.join(", ", NearestName.sorted(type, types.keySet().stream().sorted().toList()));
    }
}
