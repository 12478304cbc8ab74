package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.plugin.PluginCatalogue;
import org.parvis.gateway.plugin.PluginStatus;

/** {@code parvis channels}. */
@Command(name = "channels", description = "Lists the installed plugins and the configured channels.", mixinStandardHelpOptions = true)
final class ChannelsCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOption option = new ConfigurationOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayConfiguration configuration = option.read();
        PrintWriter out = spec.commandLine().getOut();
        try (PluginCatalogue catalogue = PluginCatalogue.load(ConfigurationOption.plugins(configuration))) {
            out.println("Plugins in " + ConfigurationOption.plugins(configuration));
            for (PluginStatus plugin : catalogue.plugins()) {
                out.printf("  %-24s %-16s %s%n", plugin.id(), plugin.version(),
                        plugin.fault().map(fault -> "not loaded: " + fault).orElse("types: " + String.join(", ", plugin.types())));
            }
            out.println("Channels in " + option.file());
            for (ChannelConfiguration channel : configuration.channels()) {
                out.printf("  %-24s %-16s %s%s%n", channel.id(), channel.type(), channel.label(),
                        catalogue.ofType(channel.type()).isPresent() ? "" : " (no plugin of this type)");
            }
            if (configuration.channels().isEmpty()) {
                out.println("  none yet");
            }
            out.println("Those that were set up at the desk are on its page /administration/channels, and in ./parvis cluster.");
            out.flush();
        }
        return 0;
    }
}
