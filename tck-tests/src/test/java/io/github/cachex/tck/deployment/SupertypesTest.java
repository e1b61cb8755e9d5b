// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.types.OtherContainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupertypesTest {
    private static final String NOT_INHERITED = ", which the container does not inherit, so that nothing is ";
    private static final List<String> SAID = List.of(
            "Losing.drop: overrides Base.drop without its @CachexInvalidate" + NOT_INHERITED
                    + "invalidated by Losing; repeat the annotation there",
            "Losing.find: implements Base.find without its @CachexFetch" + NOT_INHERITED
                    + "cached by Losing; repeat the annotation there",
            "Preferences.find: @CachexFetch has one key for all calls, '()', in a bean that is @RequestScoped, so that"
                    + " each instance is answered with what another one held; take what the value depends on as an argument,"
                    + " or move the method to an @ApplicationScoped bean");
    private static final String PRODUCED =
            "Maker.made: hands out Made, which no interceptor is put before, so that @CachexFetch of Made.find does"
                    + " nothing; let the container make the object, or give the producer an InterceptionFactory<Made> to"
                    + " create it with";
    private static final String DEFAULT = "Greeter.greet: this container does not see the annotations of Greeting, an"
            + " interface with a default method; override the method in Greeter, with the annotation";

    /** Weld intercepts default methods, and not what producers make. */
    @Test
    void whatWeldLeavesOut_isWarnedOf() {
        assertThat(new Supertypes().call())
                .containsAll(SAID)
                .contains(PRODUCED, "default method cached: true", "produced object cached: false")
                .hasSize(6);
    }

    /** OpenWebBeans does the opposite. */
    @Test
    void whatOpenWebBeansLeavesOut_isWarnedOf() throws Exception {
        assertThat(OtherContainer.call(Supertypes.class))
                .containsAll(SAID)
                .contains(DEFAULT, "default method cached: false", "produced object cached: true")
                .hasSize(6);
    }
}
