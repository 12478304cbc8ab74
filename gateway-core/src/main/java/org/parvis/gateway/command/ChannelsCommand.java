package org.parvis.gateway.command;

import java.io.PrintWriter;

import picocli.CommandLine.Command;

import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.plugin.PluginCatalogue;
import org.parvis.gateway.plugin.PluginStatus;

/** {@code parvis channels}. */
@Command(name = "channels", description = "Lists the installed plugins and the configured channels.", mixinStandardHelpOptions = true)
final class ChannelsCommand extends ConfiguredCommand {

    @Override
    public Integer call() {
        GatewayConfiguration configuration = option().read();
        PrintWriter out = out();
        try (PluginCatalogue catalogue = PluginCatalogue.load(ConfigurationOption.plugins(configuration))) {
            out.println("Plugins in " + ConfigurationOption.plugins(configuration));
            for (PluginStatus plugin : catalogue.plugins()) {
                out.printf("  %-24s %-16s %s%n", plugin.id(), plugin.version(),
                        plugin.fault().map(fault -> "not loaded: " + fault).orElse("types: " + String.join(", ", plugin.types())));
            }
            out.println("Channels in " + option().file());
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
