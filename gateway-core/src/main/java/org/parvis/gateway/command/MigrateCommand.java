package org.parvis.gateway.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.parvis.gateway.database.Migrations;

/** {@code parvis migrate}. */
@Command(name = "migrate", description = "Brings the database's schema up to date. Starting the gateway does so too; this is for doing it before.", mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOption configuration = new ConfigurationOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (OpenDatabase database = OpenDatabase.of(configuration.read().database())) {
            Migrations.Report report = database.migrate();
            spec.commandLine().getOut().println(report.applied() == 0
                    ? "The schema is up to date, version " + report.version() + "."
                    : "The schema is now version " + report.version() + "; migrations applied: " + report.applied() + ".");
            return 0;
        }
    }
}
