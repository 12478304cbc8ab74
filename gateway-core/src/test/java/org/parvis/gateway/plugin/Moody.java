package org.parvis.gateway.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.parvis.channel.ChannelPlugin;
import org.parvis.gateway.plugin.fixture.MoodyPlugin;

/** The moody plugin as a file among others, and channels of it. */
final class Moody {

    static final String SERVICE = "META-INF/services/" + ChannelPlugin.class.getName();

    private Moody() {
    }

    static void install(Path plugins, String id) throws IOException {
        Map<String, byte[]> files = new HashMap<>(
                Map.of("classes/" + SERVICE, MoodyPlugin.class.getName().getBytes(StandardCharsets.UTF_8)));
        for (String name : List.of("MoodyPlugin", "MoodyPlugin$Settings", "MoodyPlugin$MoodyChannel")) {
            String path = MoodyPlugin.class.getPackageName().replace('.', '/') + "/" + name + ".class";
            try (InputStream bytes = MoodyPlugin.class.getClassLoader().getResourceAsStream(path)) {
                files.put("classes/" + path, bytes.readAllBytes());
            }
        }
        zip(plugins, id, files);
    }

    static void zip(Path plugins, String id, Map<String, byte[]> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(plugins.resolve(id + ".zip")); ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("plugin.properties"));
            zip.write(("plugin.id=" + id + "\nplugin.version=1.0.0\n").getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    static ChannelSpecification channel(String id, String mood) {
        return new ChannelSpecification(id, "moody", id, Optional.empty(), settings(mood));
    }

    static ChannelSpecification.Settings settings(String mood) {
        return new ChannelSpecification.Settings() {
            @Override
            public <C extends Record> C bind(Class<C> type) {
                try {
                    return type.getConstructor(String.class).newInstance(mood);
                } catch (ReflectiveOperationException mistake) {
                    throw new LinkageError("The fixture has no constructor for its mood", mistake);
                }
            }
        };
    }
}
