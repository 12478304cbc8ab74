package org.parvis.gateway.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.parvis.gateway.configuration.Binding;
import org.parvis.gateway.configuration.ChannelCheck;
import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.configuration.GatewayConfiguration;
import org.parvis.gateway.configuration.Mistake;
import org.parvis.gateway.configuration.Reference;
import org.parvis.gateway.configuration.Settings;
import org.parvis.gateway.plugin.PluginCatalogue;
import org.parvis.gateway.plugin.PluginStatus;

/** {@code parvis config}. */
@Command(name = "config", mixinStandardHelpOptions = true, description = "Checks and describes the configuration.", subcommands = CommandLine.HelpCommand.class)
final class ConfigCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say check or reference");
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Reports every mistake in the configuration at once, with its line and what is allowed.")
    int check(@Mixin ConfigurationOption option) {
        List<Mistake> mistakes = new ArrayList<>();
        Path plugins = ConfigurationOption.plugins();
        List<Settings> channels = switch (option.bind()) {
            case Binding.Bound<GatewayConfiguration>(GatewayConfiguration configuration, List<String> warnings) -> {
                warnings.forEach(spec.commandLine().getErr()::println);
                plugins = ConfigurationOption.plugins(configuration);
                yield configuration.channels().stream().map(ChannelConfiguration::settings).toList();
            }
            case Binding.Mistaken<GatewayConfiguration>(List<Mistake> found, List<Settings> deferred) -> {
                mistakes.addAll(found);
                yield deferred;
            }
        };
        try (PluginCatalogue catalogue = PluginCatalogue.load(plugins)) {
            for (PluginStatus plugin : catalogue.plugins()) {
                plugin.fault().ifPresent(
                        fault -> spec.commandLine().getErr().println("The plugin " + plugin.id() + " cannot be loaded: " + fault));
            }
            mistakes.addAll(ChannelCheck.mistakes(channels, catalogue.configurationTypes()));
        }
        if (!mistakes.isEmpty()) {
            throw new Refusal(
                    String.join("\n", mistakes.stream().sorted(Comparator.comparingInt(Mistake::line)).map(Mistake::toString).toList()));
        }
        spec.commandLine().getOut().println(option.file() + " is good; channels: " + channels.size() + ".");
        return 0;
    }

    @Command(name = "reference", mixinStandardHelpOptions = true, description = "Prints every key there is, as Markdown.")
    int reference(@Mixin ConfigurationOption option) {
        try (PluginCatalogue catalogue = PluginCatalogue.load(ConfigurationOption.plugins(option.read()))) {
            spec.commandLine().getOut().print(Reference.markdown(catalogue.configurationTypes()));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
