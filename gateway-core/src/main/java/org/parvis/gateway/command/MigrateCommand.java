package org.parvis.gateway.command;

import picocli.CommandLine.Command;

import org.parvis.gateway.database.Migrations;

/** {@code parvis migrate}. */
@Command(name = "migrate", description = "Brings the database's schema up to date. Starting the gateway does so too; this is for doing it before.", mixinStandardHelpOptions = true)
final class MigrateCommand extends ConfiguredCommand {

    @Override
    public Integer call() throws InterruptedException {
        try (OpenDatabase database = OpenDatabase.of(option().read().database())) {
            Migrations.Report report = database.migrate();
            out().println(report.applied() == 0
                    ? "The schema is up to date, version " + report.version() + "."
                    : "The schema is now version " + report.version() + "; migrations applied: " + report.applied() + ".");
            return 0;
        }
    }
}
