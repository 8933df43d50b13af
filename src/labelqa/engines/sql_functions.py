"""What an expression of sources.yml may call, by what it is about, and why it may not call the rest."""

from __future__ import annotations

from dataclasses import dataclass


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALLOWED: dict[str, str] = {
    "text": """
        ascii bit_length char_length character_length chr concat concat_ws contains ends_with format
        from_base64 hex instr lcase left length lower lpad ltrim md5 nfc_normalize ord parse_filename
        position prefix printf repeat replace reverse right rpad rtrim sha256 split split_part
        starts_with str_split string_split string_to_array strip_accents strlen strpos substr substring
        suffix to_base64 to_hex translate trim ucase unhex unicode upper url_decode url_encode
    """,
    "text like a pattern": """
        like_escape ilike_escape not_like_escape not_ilike_escape regexp_escape regexp_extract
        regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array
        str_split_regex string_split_regex
    """,
    "text unlike another": """
        damerau_levenshtein editdist3 hamming jaccard jaro_similarity jaro_winkler_similarity
        levenshtein mismatches
    """,
    "numbers": """
        abs acos add asin atan atan2 bit_count cbrt ceil ceiling cos cot degrees divide even exp
        factorial fdiv floor fmod gcd isfinite isinf isnan lcm ln log log10 log2 mod multiply pi pow
        power radians round round_even sign signbit sin sqrt subtract tan trunc xor
    """,
    "days and times": """
        century date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day
        dayname dayofmonth dayofweek dayofyear days_in_month decade epoch epoch_ms epoch_ns epoch_us
        hour isodow isoyear julian last_day make_date make_time make_timestamp make_timestamp_ms
        make_timestamp_ns microsecond millisecond minute month monthname quarter second strftime
        strptime time_bucket timezone to_days to_hours to_microseconds to_milliseconds to_minutes
        to_months to_quarters to_seconds to_timestamp to_weeks to_years try_strptime week weekday
        weekofyear year yearweek
    """,
    "a choice": "coalesce constant_or_null greatest if ifnull least nullif typeof",
    "JSON": """
        from_json json json_array json_array_length json_contains json_exists json_extract
        json_extract_path json_extract_path_text json_extract_string json_keys json_object json_quote
        json_structure json_type json_valid json_value to_json
    """,
    "lists": """
        array_append array_concat array_contains array_distinct array_extract array_has array_has_all
        array_has_any array_indexof array_intersect array_length array_position array_prepend
        array_reverse array_slice array_sort array_to_string array_unique array_value flatten len
        list_append list_avg list_concat list_contains list_count list_distinct list_element
        list_extract list_first list_has list_has_all list_has_any list_indexof list_intersect list_last
        list_max list_median list_min list_pack list_position list_prepend list_reverse
        list_reverse_sort list_slice list_sort list_sum list_unique list_value list_zip
    """,
    "records": """
        cardinality element_at map map_contains map_entries map_extract map_extract_value
        map_from_entries map_keys map_values row struct_extract struct_pack struct_values
    """,
}
FUNCTIONS = frozenset(name for names in ALLOWED.values() for name in names.split())
OPERATORS = _names("+ - * / // % ^ ** & | ~ << >> || @ ^@ ~~ !~~ ~~* !~~* ~~~ ->> @> <@")
OVER_ROWS = frozenset(("count", "min", "max", "rank", "dense_rank"))
ORDERED = frozenset(("row_number", "lag", "lead", "first_value", "last_value"))
TYPES = _names("""
    array bigint blob bool boolean bpchar char date datetime dec decimal double float float4 float8 guid
    hugeint int int1 int16 int2 int32 int4 int64 int8 integer integral interval json list logical long
    map numeric nvarchar real row short signed smallint string struct text time timestamp timestamp_ms
    timestamp_ns timestamp_s timestamp_us timestamptz tinyint ubigint uinteger usmallint utinyint uuid
    varchar
    """) | {"timestamp with time zone"}


@dataclass(frozen=True)
class Kept:
    """Functions that no expression may call: why, what to do instead, and their names or how these begin."""

    why: str
    remedy: str
    names: frozenset[str]
    beginnings: tuple[str, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a function is one of them."""
        return name in self.names or name.startswith(self.beginnings)


def _kept(why: str, remedy: str, names: str, *beginnings: str) -> Kept:
    return Kept(why, remedy, _names(names), beginnings)


CLOCK = _names("""
    ago age current_date current_localtime current_localtimestamp current_time current_timestamp
    get_current_time get_current_timestamp localtime localtimestamp now today transaction_timestamp
    """)
SESSION = _names("current_catalog current_database current_role current_schema current_user session_user")
KEPT = (
    Kept(
        "reads the clock, so that the same files would yield other rows tomorrow",
        "take a time of the file",
        CLOCK,
    ),
    _kept(
        "differs from run to run, so that the same files would yield other rows",
        "take a value of the file; source_row numbers its rows",
        "currval gen_random_uuid nextval random setseed setval uuid uuidv4 uuidv7",
    ),
    _kept(
        "reads files",
        "name the files under files:",
        "arrow_scan glob pandas_scan parquet_scan python_arrow_scan seq_scan sniff_csv which_secret",
        *("read_", "parquet_", "arrow_", "python_", "st_"),
    ),
    _kept(
        "stops or delays the run",
        "let values: say what is known; a row with anything else is set aside",
        "assert_true error pg_sleep sleep_ms",
    ),
    _kept(
        "asks this machine, not the file",
        "write the value itself",
        "getenv getvariable in_search_path set_config stats txid_current user version write_log",
        *("current_", "duckdb_", "pragma_", "session_", "pg_", "has_", "inet_", "get_block"),
    ),
    _kept(
        "runs a statement",
        "write an expression over the columns of one row",
        "checkpoint force_checkpoint query query_table",
        *("json_execute", "json_serialize", "json_deserialize", "enable_", "disable_"),
    ),
    _kept(
        "makes other rows than those of the file",
        "deliver a row for each",
        "generate_series generate_subscripts json_each json_tree range repeat_row unnest",
        "regexp_split_to_table",
    ),
    _kept(
        "makes one row of many",
        "write count(*) OVER (PARTITION BY …), or let the file have the total",
        """
        any_value approx_count_distinct arg_max arg_min array_agg avg bool_and bool_or count count_if
        count_star first group_concat histogram last list listagg max max_by median min min_by mode
        product quantile string_agg sum stddev variance
        """,
    ),
)
