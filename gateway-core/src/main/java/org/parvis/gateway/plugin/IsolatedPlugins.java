package org.parvis.gateway.plugin;

import java.nio.file.Path;

import org.pf4j.CompoundPluginLoader;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;

/**
 * PF4J, set up so that a plugin sees the JDK, the channel contract and what it brings, and nothing else. The contract always comes from the
 * gateway: a plugin that packs its own copy would otherwise offer a {@code ChannelPlugin} that is not ours.
 */
final class IsolatedPlugins extends DefaultPluginManager {

    IsolatedPlugins(Path directory) {
        super(directory);
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new CompoundPluginLoader().add(new DefaultPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor descriptor) {
                return new Isolation(pluginManager, descriptor);
            }
        }).add(new JarPluginLoader(this) {
            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                Isolation isolation = new Isolation(pluginManager, descriptor);
                isolation.addFile(path.toFile());
                return isolation;
            }
        });
    }

    private static boolean isContract(String className) {
        return className.startsWith("org.jspecify.") || "org.parvis.channel".equals(packageOf(className));
    }

    private static String packageOf(String className) {
        int end = className.lastIndexOf('.');
        return end < 0 ? "" : className.substring(0, end);
    }

    /** Looks into the plugin first, then into the JDK; the contract from the gateway alone. */
    private static final class Isolation extends PluginClassLoader {

        Isolation(PluginManager manager, PluginDescriptor descriptor) {
            super(manager, descriptor, new Contract());
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return isContract(className);
        }
    }

    /** The JDK and, of the gateway, the contract. */
    private static final class Contract extends ClassLoader {

        Contract() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (isContract(name)) {
                return IsolatedPlugins.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name + " is neither in the plugin, nor in the JDK, nor in the channel contract");
        }
    }
}
