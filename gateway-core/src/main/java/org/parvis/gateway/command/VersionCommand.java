package org.parvis.gateway.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.parvis.gateway.Gateway;

/** {@code parvis version}. */
@Command(name = "version", description = "Says which Parvis and which Java this is.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println("Parvis " + Gateway.version() + ", Java " + Runtime.version());
        return 0;
    }
}
