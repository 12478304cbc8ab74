package org.parvis.gateway.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;
import org.pf4j.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.ChannelPlugin;

/**
 * The plugins in a folder: zips or jars, each in a class loader of its own. A plugin that cannot be loaded is listed with the reason and
 * changes nothing for the others.
 */
public final class PluginCatalogue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginCatalogue.class);

    private final IsolatedPlugins manager;
    private final List<PluginStatus> statuses = new ArrayList<>();
    private final Map<String, ChannelPlugin<?>> byType = new LinkedHashMap<>();

    private PluginCatalogue(Path directory) {
        this.manager = new IsolatedPlugins(directory);
    }

    /** Loads what is there. Blocking; a second or so. A folder that does not exist has no plugins. */
    public static PluginCatalogue load(Path directory) {
        PluginCatalogue catalogue = new PluginCatalogue(directory);
        for (Map.Entry<Path, Optional<String>> found : unpacked(directory).entrySet()) {
            catalogue.load(found.getKey(), found.getValue());
        }
        return catalogue;
    }

    public List<PluginStatus> plugins() {
        return List.copyOf(statuses);
    }

    public Optional<ChannelPlugin<?>> ofType(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** In the order in which they were loaded. */
    List<ChannelPlugin<?>> all() {
        return List.copyOf(byType.values());
    }

    /** The configuration record of each type, for checking a configuration without opening anything. */
    public Map<String, Class<? extends Record>> configurationTypes() {
        Map<String, Class<? extends Record>> types = new HashMap<>();
        byType.forEach((type, plugin) -> types.put(type, plugin.configurationType()));
        return types;
    }

    @Override
    public void close() {
        manager.unloadPlugins();
    }

    private void load(Path path, Optional<String> unpackingFault) {
        String name = String.valueOf(path.getFileName());
        try {
            if (unpackingFault.isPresent()) {
                throw new PluginRuntimeException(unpackingFault.get());
            }
            PluginWrapper plugin = manager.getPlugin(manager.loadPlugin(path));
            statuses.add(new PluginStatus(plugin.getPluginId(), plugin.getDescriptor().getVersion(), offer(plugin), Optional.empty()));
        } catch (PluginRuntimeException | IllegalArgumentException | ServiceConfigurationError | LinkageError fault) {
            LOG.error("The plugin {} is not loaded and its channels stay closed; mend or remove it and start again: {}", name,
                    fault.getMessage());
            statuses.add(new PluginStatus(name, "", List.of(), Optional.of(String.valueOf(fault.getMessage()))));
        }
    }

    private List<String> offer(PluginWrapper plugin) {
        Set<String> types = new LinkedHashSet<>();
        for (ChannelPlugin<?> offered : ServiceLoader.load(ChannelPlugin.class, plugin.getPluginClassLoader())) {
            if (byType.putIfAbsent(offered.type(), offered) != null) {
                throw new PluginRuntimeException("It offers the type {}, which another plugin offers already", offered.type());
            }
            types.add(offered.type());
        }
        if (types.isEmpty()) {
            throw new PluginRuntimeException(
                    "It offers no channel: META-INF/services/" + ChannelPlugin.class.getName() + " is missing or empty");
        }
        return List.copyOf(types);
    }

    /** Folders and jars to load, in the order of their names, with what went wrong while unpacking a zip. */
    private static Map<Path, Optional<String>> unpacked(Path directory) {
        Map<Path, Optional<String>> found = new LinkedHashMap<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (FileUtils.isZipFile(file)) {
                    unpack(file, found);
                } else if (FileUtils.isJarFile(file) || Files.isRegularFile(file.resolve("plugin.properties"))) {
                    found.putIfAbsent(file, Optional.empty());
                }
            }
        } catch (IOException unreadable) {
            LOG.error("The plugin folder {} cannot be read; the gateway runs without plugins", directory, unreadable);
        }
        return found;
    }

    private static void unpack(Path zip, Map<Path, Optional<String>> found) {
        try {
            Path folder = FileUtils.expandIfZip(zip);
            found.put(folder, Files.isDirectory(folder) ? Optional.empty() : Optional.of("The file is no zip"));
        } catch (IOException | IllegalArgumentException broken) {
            found.put(zip, Optional.of("The file is no sound zip: " + broken.getMessage()));
        }
    }
}
