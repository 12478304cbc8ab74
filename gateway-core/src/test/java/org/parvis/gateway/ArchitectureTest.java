package org.parvis.gateway;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The walls of the house. A rule that gets in the way is changed here, with its reason in docs/adr. */
@AnalyzeClasses(packages = "org.parvis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule roomsFormNoCycle = slices().matching("org.parvis.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theRoomsOfHttpFormNoCycle = slices().matching("org.parvis.gateway.http.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheServerKnowsTheWholeOfHttp = noClasses().that().resideInAPackage("org.parvis.gateway.http.*..").should()
            .dependOnClassesThat().resideInAPackage("org.parvis.gateway.http");

    @ArchTest
    static final ArchRule theWireKnowsNothingOfWhatItCarries = noClasses().that().resideInAPackage("org.parvis.gateway.http.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.parvis.gateway.http.api..", "org.parvis.gateway.conversation..", "org.parvis.gateway.desk..");

    @ArchTest
    static final ArchRule theContractNeedsTheJdkAndJSpecifyAlone = classes().that().resideInAPackage("org.parvis.channel").should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.parvis.channel");

    @ArchTest
    static final ArchRule onlyThePluginRoomKnowsPf4j = noClasses().that().resideOutsideOfPackage("org.parvis.gateway.plugin..").should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    @ArchTest
    static final ArchRule onlyTheClusterRoomKnowsHazelcast = noClasses().that().resideOutsideOfPackage("org.parvis.gateway.cluster..")
            .should().dependOnClassesThat()
            .resideInAPackage("com.hazelcast..");

    @ArchTest
    static final ArchRule onlyTheDatabaseRoomOpensConnections = noClasses().that().resideOutsideOfPackage("org.parvis.gateway.database..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "io.vertx.pgclient..", "org.flywaydb..");

    @ArchTest
    static final ArchRule theTwoPathsKnowNothingOfTheDesk = noClasses().that()
            .resideInAnyPackage("org.parvis.gateway.inbox..", "org.parvis.gateway.outbox..", "org.parvis.gateway.conversation..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.parvis.gateway.desk..", "org.parvis.gateway.http..", "org.parvis.gateway.access..");

    @ArchTest
    static final ArchRule nothingButTheCommandsKnowsTheDemo = noClasses().that()
            .resideOutsideOfPackages("org.parvis.gateway.demo..", "org.parvis.gateway.command..").should()
            .dependOnClassesThat().resideInAPackage("org.parvis.gateway.demo..");

    @ArchTest
    static final ArchRule greenMailIsForTheDemo = noClasses().that().resideOutsideOfPackage("org.parvis.gateway.demo..").should()
            .dependOnClassesThat()
            .resideInAPackage("com.icegreen..");
}
