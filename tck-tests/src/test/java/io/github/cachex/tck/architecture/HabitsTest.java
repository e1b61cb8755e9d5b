// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.cachex.spi.Internal;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What every published class keeps to. */
class HabitsTest {
    @Test
    void api_needsTheJakartaApisAlone() {
        classes()
                .that(Part.API.classes())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.cachex..",
                        "java..",
                        "jakarta.enterprise..",
                        "jakarta.interceptor..",
                        "jakarta.inject..",
                        "org.jspecify..")
                .check(House.classes());
    }

    @Test
    void core_needsNeitherCdiNorAClient() {
        classes()
                .that(Part.CORE.classes())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.cachex..",
                        "java..",
                        "javax.crypto..",
                        "javax.management..",
                        "jdk.jfr..",
                        "org.jspecify..",
                        "com.github.benmanes.caffeine..")
                .check(House.classes());
    }

    @Test
    void clientsOfRedis_stayInTheirBackend() {
        noClasses()
                .that(Part.any())
                .and()
                .resideOutsideOfPackage("io.github.cachex.backend.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("redis.clients..", "org.apache.commons.pool2..")
                .check(House.classes());
    }

    /** Few runtimes have it, and a class that names it cannot be loaded on the others. */
    @Test
    void contextPropagation_isKnownToOneClassAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.github.cachex.cdi.bootstrap.PropagatedContexts")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.context..")
                .check(House.published());
    }

    @Test
    void logging_goesThroughSystemLogger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..", "org.jboss.logging..")
                .check(House.published());
    }

    /** It renders what users wrote, so that nobody forges a line. */
    @Test
    void logging_goesThroughOneClass() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(LineLogger.class.getName())
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .check(House.published());
    }

    /** What operators see has an id, and stands in the runbook. */
    @Test
    void logging_fromInfoUp_standsInTheCatalogue() {
        var others = House.published()
                .that(DescribedPredicate.describe(
                        "others", type -> !type.getName().equals(LineLogger.class.getName())));
        noClasses()
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("it logs past the catalogue", call -> isLevelled(call.getTarget())))
                .because("a message from INFO up is one of " + LogMessage.class.getName()
                        + ", all else is for debugging")
                .check(others);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.github.cachex.core.event.LogListener")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it raises a line's level",
                        call -> call.getTarget().getName().equals("logAtLeast")))
                .check(House.published());
    }

    private static boolean isLevelled(AccessTarget.MethodCallTarget target) {
        return target.getOwner().isAssignableTo(System.Logger.class)
                && target.getName().equals("log")
                && target.getRawParameterTypes().get(0).isEquivalentTo(System.Logger.Level.class);
    }

    @Test
    void standardStreams_belongToTheApplication() {
        var quiet = House.published().that(DescribedPredicate.not(Part.TESTKIT.classes()));
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("the test kit alone says on the console which Redis it took")
                .check(quiet);
    }

    @Test
    void names_sayWhatAClassIs() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..support..", "..common..", "..helper..")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(House.published());
    }

    @Test
    void packages_areNullMarked() {
        classes().should(liveInANullMarkedPackage()).check(House.published());
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var marked = type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                events.add(
                        new SimpleConditionEvent(type, marked, type.getName() + " lives in " + type.getPackageName()));
            }
        };
    }

    /** Javadoc goes by a list in the build, which knows no annotations. */
    @Test
    void internalTypes_areLeftOutOfJavadoc() throws IOException {
        List<String> leftOut = Pattern.compile("<sourceFileExclude>(.*)\\.java</sourceFileExclude>")
                .matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .map(found -> found.group(1).replace('/', '.'))
                .toList();
        assertThat(House.published().stream()
                        .filter(type -> type.isAnnotatedWith(Internal.class))
                        .map(JavaClass::getName))
                .contains("io.github.cachex.spi.FetchScope", "io.github.cachex.spi.EngineProvider")
                .hasSameElementsAs(leftOut);
    }
}
