//! How much memory a run may take where no option says: most of what the machine, the control groups of the process and its own limit on
//! addresses leave free. Only Linux tells; elsewhere there is no such limit.

use std::fs::read_to_string;
use std::path::Path;

/// Nine tenths of the bytes that are free.
pub(super) fn most() -> Option<u64> {
    let free = [of_machine(), of_groups(), of_process()].into_iter().flatten().min()?;
    Some(free / 10 * 9)
}

fn of_machine() -> Option<u64> {
    kilobytes(&read_to_string("/proc/meminfo").ok()?, "MemAvailable:")
}

/// What `ulimit -v` leaves, half of it: a table that grows lies in memory twice for a while.
fn of_process() -> Option<u64> {
    let most = address_space(&read_to_string("/proc/self/limits").ok()?)?;
    let used = kilobytes(&read_to_string("/proc/self/status").ok()?, "VmSize:")?;
    Some(most.saturating_sub(used) / 2)
}

/// The least that a control group leaves in which the process is, of version 1 or 2.
fn of_groups() -> Option<u64> {
    let groups = read_to_string("/proc/self/cgroup").ok()?;
    groups.lines().filter_map(of_group).min()
}

/// The same of the groups that a line of `/proc/self/cgroup` names: one and all around it.
fn of_group(line: &str) -> Option<u64> {
    let (controllers, path) = line.split_once(':')?.1.split_once(':')?;
    let (root, most, used) = match controllers {
        "" => ("/sys/fs/cgroup", "memory.max", "memory.current"),
        "memory" => ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"),
        _ => return None,
    };
    let left = |group: &Path| {
        let folder = Path::new(root).join(group.strip_prefix("/").unwrap_or(group));
        let number = |file: &str| read_to_string(folder.join(file)).ok()?.trim().parse::<u64>().ok();
        let cached = read_to_string(folder.join("memory.stat")).ok().and_then(|stat| inactive(&stat));
        Some(number(most)?.saturating_sub(number(used)?.saturating_sub(cached.unwrap_or_default())))
    };
    Path::new(path).ancestors().filter_map(left).min()
}

/// The bytes of files that a group has in memory and may lose.
fn inactive(stat: &str) -> Option<u64> {
    let value = |name: &str| stat.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    value("total_inactive_file").or_else(|| value("inactive_file"))?.parse().ok()
}

/// The bytes of addresses that a process may have, unless they are unlimited.
fn address_space(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The bytes that stand as kilobytes behind a name.
fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_tells_is_read() {
        let told = "MemTotal:       24602432 kB\nMemAvailable:       1000 kB\n";
        assert_eq!(kilobytes(told, "MemAvailable:"), Some(1_024_000));
        assert_eq!(kilobytes(told, "MemFree:"), None);
        let limits = |soft: &str| {
            format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max address space         {soft:<20} unlimited            bytes     \n"
            )
        };
        assert_eq!(address_space(&limits("153600000")), Some(153_600_000));
        assert_eq!(address_space(&limits("unlimited")), None);
        assert_eq!(inactive("inactive_file 5\ntotal_inactive_file 7\n"), Some(7));
        assert_eq!(inactive("active_file 3\ninactive_file 5\n"), Some(5));
        assert_eq!(inactive("active_file 3\n"), None);
    }

    #[test]
    fn lines_of_other_controllers_leave_anything() {
        for line in ["8:pids:/", "1:cpu,cpuacct:/a", "name", ""] {
            assert_eq!(of_group(line), None, "{line}");
        }
    }
}
