package org.parvis.gateway.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelPlugin;
import org.parvis.gateway.configuration.Binding;
import org.parvis.gateway.configuration.FormField;
import org.parvis.gateway.configuration.FormSettings;
import org.parvis.gateway.configuration.Mistake;
import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.plugin.ChannelRefusal.Reason;
import org.parvis.gateway.plugin.ChannelSpecification.InvalidSettingsException;

/** What each kind of channel asks for at the desk, and how what was typed becomes a configuration. Any thread. */
public final class ChannelForms {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelForms.class);

    private final PluginCatalogue catalogue;
    private final Vault vault;
    private final Path directory;
    private final Map<String, ChannelType> types = new LinkedHashMap<>();

    /** @param directory where files lie that settings name, such as certificates */
    public ChannelForms(PluginCatalogue catalogue, Vault vault, Path directory) {
        this.catalogue = catalogue;
        this.vault = vault;
        this.directory = directory;
        for (ChannelPlugin<?> plugin : catalogue.all()) {
            try {
                types.put(plugin.type(), new ChannelType(plugin.type(), FormField.of(plugin.configurationType()),
                        SettingWords.of(plugin, "fr"), SettingWords.of(plugin, "en")));
            } catch (IllegalStateException unaskable) {
                LOG.warn("Channels of type {} cannot be set up at the desk, only in parvis.yaml: {}", plugin.type(),
                        unaskable.getMessage());
            }
        }
    }

    /** Those that can be set up at the desk, in the order of the plugins. */
    public List<ChannelType> types() {
        return List.copyOf(types.values());
    }

    public Optional<ChannelType> type(String type) {
        return Optional.ofNullable(types.get(type));
    }

    /** What may be shown. Without its plugin nobody knows which settings are secrets: nothing is shown then. */
    public ChannelDefinition.Shown shown(ChannelDefinition definition) {
        List<String> secrets = new ArrayList<>();
        JsonObject shown = type(definition.type()).map(type -> secretsOf(type).shown(definition.settings(), secrets))
                .orElse(new JsonObject());
        return new ChannelDefinition.Shown(shown, secrets);
    }

    /**
     * What was typed over what is kept, good as a configuration.
     *
     * @throws ChannelRefusal with every mistake
     */
    private JsonObject checked(ChannelDefinition.Draft draft, JsonObject kept) {
        ChannelType type = type(draft.type()).orElseThrow(
                () -> ChannelRefusal.mistaken("type", draft.type(), "a type of an installed plugin: " + String.join(", ", types.keySet())));
        List<String> elsewhere = new ArrayList<>();
        JsonObject merged = secretsOf(type).merged(draft.settings(), kept, elsewhere);
        List<Mistake> mistakes = new ArrayList<>(elsewhere.stream().map(path -> new Mistake("form", 0, path,
                "a secret that was typed for another host or address", "the secret, typed again")).toList());
        switch (bind(catalogue.ofType(draft.type()).orElseThrow().configurationType(), draft.id(), type, merged)) {
            case Binding.Bound<?> good -> {
            }
            case Binding.Mistaken<?> mistaken -> mistaken.mistakes().stream().filter(mistake -> !elsewhere.contains(mistake.key()))
                    .forEach(mistakes::add);
        }
        if (!mistakes.isEmpty()) {
            throw new ChannelRefusal(mistakes.stream().map(mistake -> flaw(type, mistake)).toList());
        }
        return merged;
    }

    /**
     * Ready to be kept.
     *
     * @throws ChannelRefusal when it is not good, or secrets cannot be kept
     */
    JsonObject sealed(ChannelDefinition.Draft draft, JsonObject kept) {
        JsonObject settings = checked(draft, kept);
        try {
            return secretsOf(type(draft.type()).orElseThrow()).sealed(settings, draft.id(), vault);
        } catch (Vault.ClosedException closed) {
            throw new ChannelRefusal(Reason.NO_KEY, String.valueOf(closed.getMessage()));
        }
    }

    /**
     * The settings of a draft that was not kept yet.
     *
     * @throws ChannelRefusal when it is not good
     */
    ChannelSpecification.Settings tried(ChannelDefinition.Draft draft, JsonObject kept) {
        return settings(draft.id(), draft.type(), checked(draft, kept));
    }

    ChannelSpecification specification(ChannelDefinition definition) {
        return new ChannelSpecification(definition.id(), definition.type(), definition.label(), definition.teamName(),
                settings(definition.id(), definition.type(), definition.settings()));
    }

    private ChannelSpecification.Settings settings(String channel, String type, JsonObject stored) {
        return new ChannelSpecification.Settings() {
            @Override
            public <C extends Record> C bind(Class<C> record) throws InvalidSettingsException {
                ChannelType known = type(type).orElseThrow(
                        () -> new InvalidSettingsException("Channels of type " + type + " can be set up in parvis.yaml only"));
                return switch (ChannelForms.this.bind(record, channel, known, stored)) {
                    case Binding.Bound<C> bound -> bound.value();
                    case Binding.Mistaken<C> mistaken -> throw new InvalidSettingsException(mistaken.mistakes().stream()
                            .map(mistake -> (mistake.key().isEmpty() ? "" : mistake.key() + ": ") + "found " + mistake.found()
                                    + "; allowed: "
                                    + mistake.allowed())
                            .collect(Collectors.joining("\n")));
                };
            }
        };
    }

    private <C extends Record> Binding<C> bind(Class<C> record, String channel, ChannelType type, JsonObject stored) {
        JsonObject opened;
        try {
            opened = secretsOf(type).opened(stored, channel, vault);
        } catch (Vault.ClosedException closed) {
            return new Binding.Mistaken<>(List.of(new Mistake("form", 0, "", "secrets", String.valueOf(closed.getMessage()))), List.of());
        }
        return FormSettings.bind(record, new JsonObject(opened.encode()).getMap(), directory);
    }

    /** Which of the settings are others, {@code around} and by their paths. Never a secret. */
    void addChanges(Difference difference, String around, String type, JsonObject before, JsonObject after) {
        type(type).ifPresent(known -> new ChangedSettings(difference).add(known.fields(), before, after, around));
    }

    private static SecretSettings secretsOf(ChannelType type) {
        return new SecretSettings(type.fields());
    }

    /** What the plugin's own record refuses, the plugin has words for. */
    private static ChannelRefusal.Flaw flaw(ChannelType type, Mistake mistake) {
        Mistake within = mistake.within("settings");
        return mistake.refused()
                ? new ChannelRefusal.Flaw(within, type.french().unfit(mistake.key()), type.english().unfit(mistake.key()))
                : new ChannelRefusal.Flaw(within, Optional.empty(), Optional.empty());
    }
}
