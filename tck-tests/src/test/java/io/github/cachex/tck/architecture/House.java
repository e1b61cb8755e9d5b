// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of Cachex, read once. */
final class House {
    static final DescribedPredicate<JavaClass> OURS = JavaClass.Predicates.resideInAPackage("io.github.cachex..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.cachex");

    private House() {}

    /** Returns every class that is compiled from src/main of a module. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** Returns the classes of the published modules. */
    static JavaClasses published() {
        return CLASSES.that(Part.any());
    }
}
