package org.parvis.gateway.command;

import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.parvis.gateway.Gateway;

/** {@code parvis version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Says which Parvis and which Java this is.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(words());
        return 0;
    }

    private static String words() {
        return "Parvis " + Gateway.version() + ", Java " + Runtime.version();
    }

    /** What {@code --version} says. */
    static final class Provider implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{words()};
        }
    }
}
