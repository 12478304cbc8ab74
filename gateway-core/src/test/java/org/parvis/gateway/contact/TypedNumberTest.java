package org.parvis.gateway.contact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TypedNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "+33 6 12 34 56 78",
            "+33612345678",
            "+33\u00a06\u202f12\u00a034\u00a056\u00a078", "+33 (0)6 12 34 56 78", "0033 6 12 34 56 78", "0033 (0) 6 12 34 56 78",
            "(06) 12 34 56 78", " 612345678 "})
    void aNumberIsOneHoweverItIsWritten(String typed) {
        assertThat(TypedNumber.canonical(typed, "+33")).contains("+33612345678");
    }

    @ParameterizedTest
    @CsvSource({"06, +336", "06 1, +3361", "+33, +33", "+33 (, +33", "+33 (0, +33", "+33(0)6, +336", "0033 6, +336", "+32 4, +324",
            "+39 06, +3906", "0049 (0)30, +4930"})
    void theBeginningOfANumberIsTheBeginningOfItsWholeForm(String typed, String beginning) {
        assertThat(TypedNumber.canonical(typed, "+33")).contains(beginning);
    }

    @Test
    void whatIsNoNumberIsNone() {
        for (String typed : new String[]{"", "anonyme", "+", "marc@saint-exemple.example", "0612345678901234567890"}) {
            assertThat(TypedNumber.canonical(typed, "+33")).as(typed).isEmpty();
        }
    }
}
