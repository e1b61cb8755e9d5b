// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexWarm;
import io.github.cachex.cdi.bootstrap.CachexBuildExtension;
import io.github.cachex.cdi.interceptor.FetchInterceptor;
import io.github.cachex.cdi.interceptor.InvalidateInterceptor;
import io.github.cachex.cdi.interceptor.PutInterceptor;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Validation;

/** Weld can run portable extensions, so it leaves ours out that is for others; and it looks at declared methods alone. */
public class NotSkipped extends CachexBuildExtension {
    @Override
    @Discovery
    public void register(ScannedClasses classes) {
        super.register(classes);
    }

    @Override
    @Discovery
    public void register(MetaAnnotations annotations) {
        super.register(annotations);
    }

    @Override
    @Enhancement(types = {FetchInterceptor.class, PutInterceptor.class, InvalidateInterceptor.class})
    public void bind(ClassConfig interceptor) {
        super.bind(interceptor);
    }

    @Override
    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {CachexFetch.class, CachexPut.class, CachexInvalidate.class, CachexWarm.class})
    public void meet(ClassConfig type) {
        super.meet(type);
    }

    @Override
    @Registration(types = Object.class)
    public void meet(BeanInfo bean) {
        super.meet(bean);
    }

    @Override
    @Registration(types = Object.class)
    public void meet(InterceptorInfo interceptor) {
        super.meet(interceptor);
    }

    @Override
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Decorator.class)
    public void meetDecorator(ClassConfig type) {
        super.meetDecorator(type);
    }

    @Override
    @Validation
    public void check(Messages messages) {
        super.check(messages);
    }
}
