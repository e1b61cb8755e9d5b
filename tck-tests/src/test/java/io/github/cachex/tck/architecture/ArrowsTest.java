// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may import whom. A rule that finds no classes to judge fails. */
class ArrowsTest {
    private static final String API = "io.github.cachex";
    private static final String CORE = "io.github.cachex.core.";
    private static final String CDI = "io.github.cachex.cdi.";
    private static final Set<String> FOUNDATION =
            Set.of("stage", "entry", "config", "coherence", "event", "statistics", "thread", "time", "fault");
    /** What stands above the rooms, the highest first: each may know those after it. */
    private static final List<String> ABOVE_ROOMS = List.of("engine", "transaction", "operation", "lane");

    @ParameterizedTest
    @EnumSource
    void module_hasClasses(Part part) {
        assertThat(House.classes().that(part.classes())).as(part.name()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void module_importsWhatItMay(Part part) {
        noClasses()
                .that(part.classes())
                .should()
                .dependOnClassesThat(part.strangers())
                .check(House.classes());
    }

    @Test
    void publishedPackages_belongToAModule() {
        classes()
                .that(House.OURS)
                .should()
                .resideInAnyPackage(
                        API,
                        API + ".spi",
                        API + ".event",
                        API + ".error",
                        API + ".testkit..",
                        API + ".tck..",
                        API + ".core..",
                        API + ".backend.memory..",
                        API + ".backend.cas..",
                        API + ".backend.jdbc..",
                        API + ".backend.file..",
                        API + ".backend.redis..",
                        API + ".backend.memcached..",
                        API + ".backend.dynamodb..",
                        API + ".serializer.jsonb..",
                        API + ".serializer.jackson..",
                        API + ".serializer.msgpack..",
                        API + ".serializer.java..",
                        API + ".cdi..",
                        API + ".jcache..",
                        API + ".cli..",
                        API + ".console..",
                        API + ".http..",
                        API + ".purger.varnish..",
                        API + ".listener.health..",
                        API + ".listener.mpmetrics..",
                        API + ".listener.opentelemetry..",
                        API + ".listener.micrometer..",
                        API + ".examples..")
                .because("a package that no rule knows is a package that no rule judges")
                .check(House.classes());
    }

    @Test
    void spi_importsEventsAndErrorsAlone() {
        noClasses()
                .that()
                .resideInAPackage(API + ".spi")
                .should()
                .dependOnClassesThat(ours(API + ".spi", API + ".event", API + ".error"))
                .check(House.classes());
    }

    @Test
    void eventsAndErrors_importNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(API + ".event")
                .should()
                .dependOnClassesThat(ours(API + ".event"))
                .check(House.classes());
        noClasses()
                .that()
                .resideInAPackage(API + ".error")
                .should()
                .dependOnClassesThat(ours(API + ".error"))
                .check(House.classes());
    }

    @Test
    void foundationOfTheCore_knowsNoRoom() {
        noClasses()
                .that(inCore(FOUNDATION))
                .should()
                .dependOnClassesThat(resideInAPackage(CORE + ".").and(DescribedPredicate.not(inCore(FOUNDATION))))
                .check(House.classes());
    }

    @Test
    void roomsOfTheCore_doNotKnowWhatStandsAboveThem() {
        noClasses()
                .that(rooms())
                .should()
                .dependOnClassesThat(inCore(Set.copyOf(ABOVE_ROOMS)))
                .check(House.classes());
    }

    @Test
    void whatStandsAboveTheRooms_knowsWhatIsBelowItAlone() {
        for (int i = 1; i < ABOVE_ROOMS.size(); i++) {
            noClasses()
                    .that(inCore(Set.of(ABOVE_ROOMS.get(i))))
                    .should()
                    .dependOnClassesThat(inCore(Set.copyOf(ABOVE_ROOMS.subList(0, i))))
                    .check(House.classes());
        }
    }

    @Test
    void roomsOfTheCore_doNotKnowEachOther() {
        slices().assignedFrom(new Rooms()).should().notDependOnEachOther().check(House.classes());
    }

    /** TomEE 9 has CDI 3: the first class of CDI 4 on the way of a full container ended the deployment. */
    @Test
    void fullContainers_needNothingOfCdi4() {
        noClasses()
                .that()
                .resideInAnyPackage(CDI + ".", API + ".jcache..")
                .and()
                .haveNameNotMatching(".*BuildExtension(\\$.*)?")
                .and()
                .haveNameNotMatching(".*\\.Described[^.]*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise.inject.build..", "jakarta.enterprise.lang..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.enterprise.inject.spi.BeanContainer")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.enterprise.inject.Instance$Handle")
                .check(House.published());
    }

    @Test
    void packages_formNoCycle() {
        slices().matching("io.github.cachex.(**)").should().beFreeOfCycles().check(House.published());
    }

    @Test
    void planOfAMethod_knowsNeitherInterceptorsNorBootstrap() {
        noClasses()
                .that()
                .resideInAPackage(CDI + "plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CDI + "interceptor..", CDI + "bootstrap..", CDI + "warmup..")
                .check(House.classes());
    }

    @Test
    void interceptors_knowThePlanAlone() {
        noClasses()
                .that()
                .resideInAPackage(CDI + "interceptor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CDI + "bootstrap..", CDI + "warmup..")
                .check(House.classes());
    }

    @Test
    void warmup_knowsTheApiAlone() {
        noClasses()
                .that()
                .resideInAPackage(CDI + "warmup..")
                .should()
                .dependOnClassesThat(ours(CDI + "warmup..", API, API + ".spi", API + ".event", API + ".error"))
                .check(House.classes());
    }

    @Test
    void commandLine_knowsTheReaderOfPreparedLinesAloneOfCdi() {
        noClasses()
                .that()
                .resideInAPackage(API + ".cli..")
                .should()
                .dependOnClassesThat(resideInAPackage(CDI + ".")
                        .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("NdjsonWarmer"))))
                .check(House.classes());
    }

    @Test
    void contracts_areNotNeededByTheFakes() {
        noClasses()
                .that()
                .resideInAPackage(API + ".testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(API + ".tck..")
                .check(House.classes());
    }

    /** Returns the classes of Cachex outside of {@code allowed}. */
    private static DescribedPredicate<JavaClass> ours(String... allowed) {
        return House.OURS
                .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .as("classes of Cachex outside of %s", String.join(", ", allowed));
    }

    private static DescribedPredicate<JavaClass> inCore(Set<String> rooms) {
        return resideInAnyPackage(rooms.stream().map(room -> CORE + room + "..").toArray(String[]::new))
                .as("core: %s", rooms);
    }

    private static DescribedPredicate<JavaClass> rooms() {
        return resideInAPackage(CORE + ".")
                .and(DescribedPredicate.not(inCore(FOUNDATION)))
                .and(DescribedPredicate.not(inCore(Set.copyOf(ABOVE_ROOMS))))
                .as("rooms of the core");
    }

    /** Whatever stands in the core and is neither foundation nor above the rooms is a room, so a new one is judged at once. */
    private static final class Rooms implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            var name = type.getPackageName();
            if (!name.startsWith(CORE)) {
                return SliceIdentifier.ignore();
            }
            var room = name.substring(CORE.length()).split("\\.", 2)[0];
            return FOUNDATION.contains(room) || ABOVE_ROOMS.contains(room)
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(room);
        }

        @Override
        public String getDescription() {
            return "rooms of the core";
        }
    }
}
