# The warren command in an image. docker-compose.yml runs workers and producers from it.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
# Tests are compiled, because modules share them, and not run: ./test does that.
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn --batch-mode --no-transfer-progress -Dquick -DskipTests --projects cli --also-make package

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 990 warren \
 && useradd --system --uid 990 --gid warren --home-dir /opt/warren --shell /usr/sbin/nologin warren \
 && mkdir /tasks
COPY --from=build /src/cli/target/lib /opt/warren/lib
COPY --from=build /src/cli/target/warren.jar /opt/warren/
COPY --chmod=755 docker/health /opt/warren/
# By number: Kubernetes cannot tell from a name that it is not root.
USER 990:990
WORKDIR /tmp
# Java itself gets the TERM of docker stop. A name may stand for several nodes of a broker, and those that are gone are
# not to be kept in mind. The demo reads the folder of this command.
ENTRYPOINT ["java", "-XX:-UsePerfData", "-Dsun.net.inetaddr.ttl=1", "-Dwarren.home=/opt/warren", \
    "-jar", "/opt/warren/warren.jar"]
CMD ["--help"]
