package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.parvis.gateway.Gateway;
import org.parvis.gateway.configuration.GatewayConfiguration;

/** {@code parvis run}. */
@Command(name = "run", description = "Starts the gateway as the configuration says, until Ctrl-C.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOption option = new ConfigurationOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayConfiguration configuration = option.read();
        Ports.require(configuration.http().host(), configuration.http().port());
        PrintWriter out = spec.commandLine().getOut();
        Serving.untilTheEnd(() -> {
            Gateway gateway = Gateway.start(configuration, ConfigurationOption.home());
            out.println("ready: " + gateway.address());
            out.flush();
            return gateway::stop;
        });
        return 0;
    }
}
