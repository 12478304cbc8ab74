package org.parvis.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.parvis.gateway.configuration.HttpConfiguration;
import org.parvis.gateway.demo.Demo;

/** {@code parvis demo}. */
@Command(name = "demo", description = "Starts a gateway with the invented town of Saint-Exemple: nothing to configure, nothing leaves this machine.", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

    @Option(names = "--port", defaultValue = "8080", description = "The desk's port; the next free one if it is taken. 8080 when not said.")
    private int port;

    @Option(names = "--data", paramLabel = "DIRECTORY", description = "Where the demo keeps its data; delete it to start afresh. data/demo when not said.")
    private Path data = Path.of(System.getProperty("parvis.data", "data")).resolve("demo");

    @Option(names = "--nodes", defaultValue = "1", description = "How many gateways over one database, from 1 to 9: several run in processes of their own, with one address in front.")
    private int nodes;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (nodes < 1 || nodes > Demo.Place.MOST_NODES) {
            throw new Refusal("--nodes is from 1 to " + Demo.Place.MOST_NODES + ", not " + nodes + ".");
        }
        if (port < 0 || port > HttpConfiguration.LAST_PORT) {
            throw new Refusal("--port is from 1 to " + HttpConfiguration.LAST_PORT + ", or 0 for any that is free, not " + port + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        Serving.untilTheEnd(() -> {
            Demo demo = start(out);
            return demo::close;
        });
        return 0;
    }

    private Demo start(PrintWriter out) throws InterruptedException {
        try {
            return Demo.start(new Demo.Place(ConfigurationOption.home(), data.toAbsolutePath(), port, nodes), line -> {
                out.println(line);
                out.flush();
            });
        } catch (IOException failure) {
            LOG.error("The demo could not be started", failure);
            throw new Refusal("The demo could not be started: " + failure.getMessage());
        }
    }
}
