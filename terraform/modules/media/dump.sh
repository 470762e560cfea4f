# The password goes by the environment, since every process on the node may read a command's arguments. pg_dump takes a whole address as an argument
# only: neither PGDATABASE nor a service file is expanded.
if [[ $DATABASE_URL =~ ^([a-z]+://[^:/@]*):([^/@]*)@(.*)$ ]]; then
  password=${BASH_REMATCH[2]//\\/\\\\}
  printf -v PGPASSWORD %b "${password//%/\\x}"
  export PGPASSWORD
  DATABASE_URL=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
fi
pg_dump --format=custom --no-owner --file=/dump/perigee.dump "$DATABASE_URL"
# Read back before it is stored.
pg_restore --list /dump/perigee.dump | grep -c 'TABLE DATA'
