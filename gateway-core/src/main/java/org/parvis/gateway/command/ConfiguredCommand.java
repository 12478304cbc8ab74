package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works with a configuration, and answers with its exit code. */
abstract class ConfiguredCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOption option = new ConfigurationOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    final ConfigurationOption option() {
        return option;
    }

    /** Where its answer goes. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
