package org.parvis.gateway.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the channels' own settings against what the installed plugins want to know. */
public final class ChannelCheck {

    private ChannelCheck() {
    }

    /**
     * All the mistakes of all the channels.
     *
     * @param types the configuration record of each type of channel
     */
    public static List<Mistake> mistakes(List<ChannelConfiguration> channels, Map<String, Class<? extends Record>> types) {
        List<Mistake> mistakes = new ArrayList<>();
        for (ChannelConfiguration channel : channels) {
            Class<? extends Record> type = types.get(channel.type());
            if (type == null) {
                mistakes.add(channel.settings().mistake("a channel of type \"" + channel.type() + "\"", allowed(channel.type(), types)));
                continue;
            }
            switch (channel.settings().bind(type)) {
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
