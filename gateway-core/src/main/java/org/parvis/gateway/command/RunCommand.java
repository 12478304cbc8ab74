package org.parvis.gateway.command;

import java.io.PrintWriter;

import picocli.CommandLine.Command;

import org.parvis.gateway.Gateway;
import org.parvis.gateway.configuration.GatewayConfiguration;

/** {@code parvis run}. */
@Command(name = "run", description = "Starts the gateway as the configuration says, until Ctrl-C.", mixinStandardHelpOptions = true)
final class RunCommand extends ConfiguredCommand {

    @Override
    public Integer call() {
        return run(option().read(), out());
    }

    /** Ends with the service. Answers with the exit code. */
    static int run(GatewayConfiguration configuration, PrintWriter out) {
        Ports.require(configuration.http().host(), configuration.http().port());
        Serving.untilTheEnd(() -> {
            Gateway gateway = Gateway.start(configuration, ConfigurationOption.home());
            out.println("ready: " + gateway.address());
            out.flush();
            return gateway::stop;
        });
        return 0;
    }
}
