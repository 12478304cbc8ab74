package org.parvis.channel.testkit;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import org.parvis.channel.testkit.PigeonPlugin.Misconduct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

/** A contract that cannot fail proves nothing: each way of breaking it is found, by the test that is named after it. */
class ContractFindsMisconductTest {

    @ParameterizedTest
    @CsvSource({
            "ACKNOWLEDGES_BEFORE_COMMIT, theNetworkIsToldOnlyAfterTheCommit",
            "FORGETS_ITS_CURSOR, aRestartFromTheCursorLosesNothingAndRepeatsNothing",
            "NAMES_EVENTS_BY_ARRIVAL, aCommitThatFailsIsNotAcknowledgedAndTheMessageComesAgainUnderTheSameName",
            "CALLS_FAILURE_SUCCESS, aNetworkThatIsAwayIsNeverTakenForSuccess",
            "MAKES_EVERYTHING_PUBLIC, visibilityIsKeptBothWays",
            "LEAVES_A_THREAD, aClosedChannelLeavesNoThread",
            "SWALLOWS_INTERRUPTION, listeningEndsPromptlyWhenInterrupted",
            "LOGS_WORDS, nothingThatPeopleWroteIsLogged"})
    void misconductFailsTheTestThatIsNamedAfterIt(Misconduct misconduct, String test) {
        Contract.misconduct = misconduct;
        assertThat(failures(test)).containsExactly(test + "()");
    }

    private static List<String> failures(String test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectMethod(Contract.class, test)).build();
        var failures = new TreeSet<String>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(identifier.getDisplayName());
                }
            }
        });
        return List.copyOf(failures);
    }

    /** Run by this class alone: its name and nesting keep it from being found otherwise. */
    static final class Contract extends ChannelContract<PigeonPlugin.Configuration> {
        private static volatile Misconduct misconduct = Misconduct.NONE;

        @Override
        protected String type() {
            return "pigeon";
        }

        @Override
        protected Network network() {
            return new Loft("misconduct");
        }

        @Override
        protected PigeonPlugin.Configuration configuration() {
            return new PigeonPlugin.Configuration("misconduct", misconduct);
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }
    }
}
