// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Prints how many tests of the contracts ran over a backend and how many of them passed, with what the backend cannot do, as {@code SHOW
 * contracts}. Fails where one was skipped, where the backend lacks something else than was said, and where a contract of something that it
 * can do was left out.
 *
 * <pre>{@code
 * class MyBackendTest implements BackendContract, LeaseContract, TagContract, CounterContract, ClockContract {
 *     @RegisterExtension
 *     static final CountedContracts COUNTED =
 *             CountedContracts.of("mine", EnumSet.of(Capability.WAKE_UPS, Capability.CHANGES, Capability.SCAN));
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class CountedContracts implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {
    /** What every contract asks of every backend. */
    private static final long LARGEST_ASKED = 1 << 20;

    private final String name;
    private final Set<Capability> lacking;
    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private volatile List<String> assumedAway = List.of();

    private CountedContracts(String name, Set<Capability> lacking) {
        this.name = name;
        this.lacking = lacking;
    }

    /**
     * Returns what counts for the backend {@code name}.
     *
     * @param lacking all that the backend cannot do
     */
    public static CountedContracts of(String name, Set<Capability> lacking) {
        return new CountedContracts(name, Set.copyOf(lacking));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        if (ran.getAndIncrement() == 0) {
            BackendUnderTest test = (BackendUnderTest) context.getRequiredTestInstance();
            assumedAway = assumedAway(test.backend());
            assertWhole(test);
        }
    }

    private List<String> assumedAway(CacheBackend backend) {
        EnumSet<Capability> missing = EnumSet.allOf(Capability.class);
        missing.removeAll(backend.capabilities());
        assertThat(missing).as("what " + name + " cannot do").isEqualTo(lacking);
        List<String> away = new ArrayList<>(missing.stream().map(Enum::name).toList());
        if (backend.largestEntry() < LARGEST_ASKED) {
            away.add("values above " + backend.largestEntry() + " bytes");
        }
        return away;
    }

    private void assertWhole(BackendUnderTest test) {
        List<Class<?>> wanted = new ArrayList<>(List.of(BackendContract.class, ClockContract.class));
        for (Capability can : Capability.values()) {
            if (!lacking.contains(can)) {
                wanted.add(contract(can));
            }
        }
        assertThat(wanted)
                .as("contracts of " + name)
                .allSatisfy(contract -> assertThat(test).isInstanceOf(contract));
    }

    private static Class<?> contract(Capability capability) {
        return switch (capability) {
            case LEASES, WAKE_UPS -> LeaseContract.class;
            case MARKS -> TagContract.class;
            case CHANGES -> LinkContract.class;
            case SCAN -> ScanContract.class;
            case COUNTERS -> CounterContract.class;
            case REPLACEMENT -> ReplacementContract.class;
        };
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        passed.incrementAndGet();
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        skipped.incrementAndGet();
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        skipped.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String away = assumedAway.isEmpty() ? "nothing" : String.join(", ", assumedAway);
        Show.exactly(
                "contracts " + name,
                passed.get(),
                ran.get(),
                "tests passed, " + skipped + " were skipped, assumed away: " + away);
        assertThat(skipped).hasValue(0);
    }
}
